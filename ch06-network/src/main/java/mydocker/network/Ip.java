package mydocker.network;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonStreamParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mydocker.linux.NamespaceFiles;
import mydocker.linux.Subprocess;

/**
 * ip(8): links, addresses and routes. Several commands are one process, which reads them from
 * stdin: {@code ip -batch -}.
 */
final class Ip {
  private static final HostProgram IP = new HostProgram("ip", "iproute2");
  private static final Pattern FAILED = Pattern.compile("Command failed -:(\\d+)");
  private static final String KERNEL = "RTNETLINK answers: ";

  private Ip() {}

  /**
   * Carries out commands one after the other, up to the first that fails.
   *
   * @param commands without the word ip in front: {@code link set lo up}
   * @throws IpException if one has failed
   */
  static void batch(String... commands) throws IOException {
    batch(Optional.empty(), List.of(commands));
  }

  /** The same in the network namespace of others. */
  static void batch(NamespaceFiles inside, List<String> commands) throws IOException {
    batch(Optional.of(inside), commands);
  }

  /** Removes devices, as far as they are there: of a pair, the second one goes with the first. */
  static void removeLinks(List<String> devices) throws IOException {
    if (devices.isEmpty()) {
      return;
    }
    List<String> commands = devices.stream().map(device -> "link delete " + device).toList();
    Subprocess ip = IP.run(Optional.empty(), lines(commands), List.of("-force", "-batch", "-"));
    String errors = ip.code() != 0 && ip.err().isEmpty() ? "failed" : ip.err();
    for (String said : errors.lines().filter(line -> !FAILED.matcher(line).find()).toList()) {
      IpException e = failure(String.join(", ", commands), said);
      if (!e.isMissingDevice()) {
        throw e;
      }
    }
  }

  private static void batch(Optional<NamespaceFiles> inside, List<String> commands)
      throws IOException {
    run(inside, commands, "-batch", "-");
  }

  /**
   * What commands like {@code link show} tell: an object for each link, address or route.
   *
   * @throws IpException if one has failed
   */
  static List<JsonObject> look(String... commands) throws IOException {
    String json = run(Optional.empty(), List.of(commands), "-j", "-batch", "-");
    List<JsonObject> all = new ArrayList<>();
    new JsonStreamParser(json)
        .forEachRemaining(
            list -> {
              for (JsonElement found : list.getAsJsonArray()) {
                all.add(found.getAsJsonObject());
              }
            });
    all.removeIf(found -> found.size() == 0); // ip leaves holes for what it does not show
    return all;
  }

  /** A device with its addresses, if it is there. */
  static Optional<JsonObject> find(String device) throws IOException {
    try {
      return look("address show dev " + device).stream().findFirst();
    } catch (IpException e) {
      if (e.isMissingDevice()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String run(
      Optional<NamespaceFiles> inside, List<String> commands, String... options)
      throws IOException {
    Subprocess ip = IP.run(inside, lines(commands), List.of(options));
    if (ip.code() != 0) {
      throw failure(commands, ip.err());
    }
    return ip.out();
  }

  private static String lines(List<String> commands) {
    return String.join("\n", commands) + "\n";
  }

  /** It says what is wrong on one line, and which command it was on the next. */
  private static IpException failure(List<String> commands, String errors) {
    Matcher failed = FAILED.matcher(errors);
    String command =
        failed.find() ? commands.get(Integer.parseInt(failed.group(1)) - 1) : commands.get(0);
    return failure(command, errors.lines().findFirst().orElse("failed"));
  }

  private static IpException failure(String command, String said) {
    return new IpException(
        command, said.startsWith(KERNEL) ? said.substring(KERNEL.length()) : said);
  }
}
