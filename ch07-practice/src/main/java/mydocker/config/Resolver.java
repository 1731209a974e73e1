package mydocker.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a container finds the address of a name: hosts(5) and resolv.conf(5).
 *
 * @param servers the DNS servers that it asks, instead of the host's
 * @param search the domains in which it looks for short names, instead of the host's
 * @param options options of its resolver, instead of the host's
 * @param hosts more lines for its /etc/hosts
 */
public record Resolver(
    List<String> servers, List<String> search, List<String> options, List<Host> hosts) {
  /** All as the host has it. */
  public static final Resolver HOSTS = new Resolver(List.of(), List.of(), List.of(), List.of());

  /** The lines that its hosts(5) has besides. */
  public String hostsLines() {
    return hosts.stream()
        .map(host -> host.address() + "\t" + host.name() + "\n")
        .collect(Collectors.joining());
  }

  /** A resolv.conf(5), with what was asked for instead of what it has of that kind. */
  public String over(String resolvConf) {
    Map<String, List<String>> asked =
        Map.of("nameserver", servers, "search", search, "options", options);
    Stream<String> kept =
        resolvConf.lines().filter(line -> asked.getOrDefault(keyword(line), List.of()).isEmpty());
    Stream<String> own =
        Stream.of(
                servers.stream().map(server -> "nameserver " + server),
                line("search", search),
                line("options", options))
            .flatMap(lines -> lines);
    return Stream.concat(kept, own).map(line -> line + "\n").collect(Collectors.joining());
  }

  private static String keyword(String line) {
    String word = line.strip().split("\\s+", 2)[0];
    return word.equals("domain") ? "search" : word; // the last one of the two counts
  }

  private static Stream<String> line(String keyword, List<String> words) {
    return words.isEmpty() ? Stream.of() : Stream.of(keyword + " " + String.join(" ", words));
  }

  /** A name with its address, of version 4 or 6. */
  public record Host(String name, String address) {}
}
