package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import mydocker.cli.Usage;
import mydocker.command.network.NetworkCommand;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import mydocker.testing.Running;
import mydocker.testing.Shell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks are made, shown, joined, left and removed; docker's words where that cannot be. */
@RequiresRoot
class NetworkCommandTest {
  private static final List<String> NOT_CREATED =
      List.of(
          "taken                       | 1   | network with name taken already exists",
          "bridge                      | 1   | operation is not permitted on predefined bridge"
              + " network",
          "default                     | 1   | operation is not permitted on predefined default"
              + " network",
          "../x                        | 1   | invalid network name \"../x\": only"
              + " [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed",
          "--subnet 10.98.7.0/24 new   | 1   | Pool overlaps with other one on this address space",
          "--subnet 203.0.113.0/25 new | 1   | Pool overlaps with other one on this address space:"
              + " the host reaches 203.0.113.0/24 by its device uplink (ip route): make a network"
              + " with another --subnet than 203.0.113.0/25",
          "--subnet 10.97.0.0/31 new   | 1   | invalid subnet 10.97.0.0/31: it has no address for a"
              + " container besides those of the network, the gateway and the broadcast: use a"
              + " prefix of 8 to 30 bits",
          "--subnet 10.97.0.1/24 new   | 125 | invalid argument \"10.97.0.1/24\" for --subnet:"
              + " invalid subnet 10.97.0.1/24: it should be 10.97.0.0/24",
          "--subnet x new              | 125 | invalid argument \"x\" for --subnet: invalid subnet"
              + " x: invalid CIDR block notation: such as 172.18.0.0/16 is expected",
          "a b                         | 125 | wrong number of arguments: mydocker network"
              + " create [OPTIONS] NETWORK; see mydocker network create --help");

  @TempDir private static Path folder;
  private static Root root;

  @BeforeAll
  static void makeRoot() throws Exception {
    root = Root.connected(folder);
  }

  @AfterEach
  void removeNetworks() throws Exception {
    for (String network : made()) {
      root.out("network", "rm", network);
    }
  }

  /** The networks that were not always there. */
  private static List<String> made() throws Exception {
    return root.out("network", "ls")
        .lines()
        .skip(1)
        .map(line -> line.split(" +")[1])
        .filter(name -> !name.equals("bridge"))
        .toList();
  }

  private static String create(String... words) throws Exception {
    String[] command = new String[words.length + 2];
    System.arraycopy(words, 0, command, 2, words.length);
    command[0] = "network";
    command[1] = "create";
    return root.out(command).strip();
  }

  @Test
  void theTableHasTheDefaultOne() throws Exception {
    String id = create("back");
    List<String> lines = root.out("network", "ls").lines().toList();
    assertEquals("NETWORK ID     NAME", lines.get(0));
    assertEquals(id.substring(0, 12) + "   back", lines.get(1));
    assertTrue(lines.get(2).matches("[0-9a-f]{12}   bridge"), lines.get(2));
    assertEquals(3, lines.size());
    assertTrue(root.out("network", "ls", "-q", "--no-trunc").startsWith(id + "\n"));
  }

  @Test
  void oneThatIsNotThereIsSaidToBeMissing() throws Exception {
    Mydocker rm = root.mydocker("network", "rm", "nosuch");
    assertEquals("mydocker: network nosuch not found\n", rm.err());
    assertEquals(1, rm.code());
    assertEquals("", root.out("network", "rm", "-f", "nosuch"));
  }

  @Test
  void createRefuses() throws Exception {
    create("--subnet", "10.98.0.0/16", "taken");
    for (String row : NOT_CREATED) {
      String[] cells = row.split(" *[|] *");
      Mydocker create = root.mydocker(("network create " + cells[0]).split(" +"));
      assertEquals("mydocker: " + cells[2] + "\n", create.err());
      assertEquals(Integer.parseInt(cells[1]), create.code(), row);
    }
    assertEquals(List.of("taken"), made());
  }

  @Test
  void oneInUseStaysAndTheOthersGo() throws Exception {
    create("busy");
    create("idle");
    try (Running box = Running.start(root, "box", "", "--network", "busy")) {
      Mydocker rm = root.mydocker("network", "rm", "busy", "bridge", "idle");
      assertEquals("idle\n", rm.out());
      assertTrue(
          rm.err()
              .matches(
                  "mydocker: error while removing network: network busy has active endpoints"
                      + " \\(name:\"box\" id:\"[0-9a-f]{12}\"\\)\n"
                      + "mydocker: bridge is a pre-defined network and cannot be removed\n"),
          rm.err());
      assertEquals(1, rm.code());
    }
  }

  @Test
  void theWordAloneIsAskedForHelp() throws Exception {
    String help = root.out("network");
    for (Usage verb : NetworkCommand.verbs()) {
      assertTrue(help.contains("\n  %-10s %s".formatted(verb.word(), verb.summary())), help);
      String own = root.out("network", verb.word(), "--help");
      assertTrue(own.startsWith("Usage: mydocker network " + verb.word() + " "), own);
    }
    Mydocker unknown = root.mydocker("network", "paint");
    assertEquals(
        "mydocker: unknown command: network paint; see mydocker network --help\n", unknown.err());
    assertEquals(125, unknown.code());
  }

  @Test
  void whoJoinsBringsBackTheRulesThatSomebodyHasFlushed() throws Exception {
    root.out("network", "create", "front");
    List<String> before = rules();
    Shell.run("iptables -F MYDOCKER-ISOLATION");
    Shell.run("iptables -t nat -F");
    root.runOut("--network", "front", "busybox", "true");
    assertEquals(before, rules());
  }

  @Test
  void saysThatTheHostPassesNothingOn() throws Exception {
    Shell.run("echo 0 > /proc/sys/net/ipv4/ip_forward");
    try {
      Mydocker run = root.run("busybox", "true");
      assertEquals(0, run.code());
      assertTrue(run.err().startsWith("WARNING: IPv4 forwarding is disabled"), run.err());
      assertEquals("", root.runOut("--network", "none", "busybox", "true"));
    } finally {
      Shell.run("echo 1 > /proc/sys/net/ipv4/ip_forward");
    }
  }

  private static List<String> rules() throws IOException {
    String rules = Shell.run("iptables-save");
    return rules.lines().filter(line -> line.startsWith("-A")).sorted().toList();
  }
}
