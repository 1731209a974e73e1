package mydocker.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a test can leave in the network that it runs in, apart from links. */
final class NetworkState {
  private static final Path NET = Path.of("/proc/thread-self/net");
  private static final RuleSetGeneration GENERATION = new RuleSetGeneration();

  private static String generation = "";
  private static List<String> rules = List.of();

  private NetworkState() {}

  /** Addresses, routes, and the chains and rules of both kinds of iptables. */
  static List<String> lines() throws IOException {
    List<String> all = new ArrayList<>(addresses());
    all.addAll(read(NET.resolve("route")));
    all.add("ip_forward " + read(Path.of("/proc/sys/net/ipv4/ip_forward")));
    all.addAll(rules());
    // Only what has used it in this network has left a table here.
    if (!read(NET.resolve("ip_tables_names")).isEmpty()) {
      all.addAll(saved("iptables-legacy-save"));
    }
    return all;
  }

  private static List<String> read(Path file) throws IOException {
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  /**
   * The leaves of the tree in which the kernel looks an address up: our own addresses, and the
   * networks of all routes. The shape of the tree tells of its past.
   */
  private static List<String> addresses() throws IOException {
    List<String> leaves = new ArrayList<>();
    String table = "";
    String address = "";
    for (String line : read(NET.resolve("fib_trie"))) {
      if (!line.startsWith(" ")) {
        table = line;
      } else if (line.contains("|--")) {
        address = line.strip();
      } else if (line.strip().startsWith("/")) {
        leaves.add(table + " " + address + " " + line.strip());
      }
    }
    return leaves;
  }

  /** Read again only if some program has changed them since. */
  private static List<String> rules() throws IOException {
    String now = GENERATION.now();
    if (!now.equals(generation)) {
      rules = saved("iptables-nft-save");
      generation = now;
    }
    return rules;
  }

  private static List<String> saved(String command) throws IOException {
    String chainsAndRules = "sed -n 's/^:\\(.* [-D].*\\) .*/\\1/p; /^-A/p'";
    try (Stream<String> lines = Shell.run(command + " 2> /dev/null | " + chainsAndRules).lines()) {
      return lines.toList();
    }
  }
}
