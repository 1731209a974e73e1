package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
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
          "--gateway 10.1.0.1 new      | 1   | no matching subnet for gateway 10.1.0.1: say which"
              + " with --subnet",
          "-d overlay new              | 1   | plugin \"overlay\" not found: there is bridge only",
          "-d host new                 | 1   | only one instance of \"host\" network is allowed",
          "--label =x new              | 125 | invalid label \"=x\": it has no name",
          "a b                         | 125 | network create requires exactly 1 argument; see"
              + " mydocker network create --help");

  private static final List<String> NOT_CONNECTED =
      List.of(
          "connect nosuch box          | network nosuch not found",
          "connect back nosuch         | No such container: nosuch",
          "connect host box            | container cannot be disconnected from host network or"
              + " connected to host network",
          "connect none box            | container cannot be connected to multiple networks with"
              + " one of the networks in private (none) mode",
          "connect --ip 10.1.2.3 back box | Invalid address 10.1.2.3: It does not belong to any of"
              + " this network's subnets",
          "connect --ip 10.99.0.1 back box | Address already in use",
          "disconnect nosuch box       | network nosuch not found",
          "disconnect back nosuch      | No such container: nosuch");

  @TempDir private static Path folder;
  private static Root root;

  @BeforeAll
  static void makeRoot() throws Exception {
    root = Root.connected(folder);
  }

  @AfterEach
  void removeNetworks() throws Exception {
    root.out("network", "prune", "-f");
  }

  private static String create(String... words) throws Exception {
    String[] command = new String[words.length + 2];
    System.arraycopy(words, 0, command, 2, words.length);
    command[0] = "network";
    command[1] = "create";
    return root.out(command).strip();
  }

  private static String tell(String network, String template) throws Exception {
    return root.out("network", "inspect", "-f", template, network).strip();
  }

  @Test
  void theTableIsDockers() throws Exception {
    String id = create("back");
    List<String> lines = root.out("network", "ls").lines().toList();
    assertEquals("NETWORK ID     NAME      DRIVER    SCOPE", lines.get(0));
    assertEquals(id.substring(0, 12) + "   back      bridge    local", lines.get(1));
    assertTrue(lines.get(2).matches("[0-9a-f]{12}   bridge    bridge    local"), lines.get(2));
    assertTrue(lines.get(3).matches("[0-9a-f]{12}   host      host      local"), lines.get(3));
    assertTrue(lines.get(4).matches("[0-9a-f]{12}   none      null      local"), lines.get(4));
    assertEquals(5, lines.size());
    assertEquals(id + "\n", root.out("network", "ls", "-q", "--no-trunc", "-f", "name=ack"));
  }

  @Test
  void rowsAreFiltered() throws Exception {
    create("--label", "tier=db", "--label", "old", "back");
    create("--internal", "vault");
    assertEquals("back vault", list("type=custom"));
    assertEquals("bridge host none", list("type=builtin"));
    assertEquals("host", list("driver=host"));
    assertEquals("back", list("label=tier=db", "label=old"));
    assertEquals("", list("label=tier=web"));
    assertEquals("bridge host", list("name=^b.*e$", "name=ost"));
    assertEquals("", list("scope=swarm"));
    try (Running box = Running.start(root, "box", "", "--network", "back")) {
      assertEquals("vault", list("dangling=true"));
      assertEquals("back bridge host none", list("dangling=0"));
    }
    String json = root.out("network", "ls", "--format", "json", "-f", "name=vault");
    JsonObject row = JsonParser.parseString(json).getAsJsonObject();
    assertEquals("true", row.get("Internal").getAsString());
    assertEquals(
        "old=,tier=db\n", root.out("network", "ls", "-f", "name=back", "--format", "{{.Labels}}"));
  }

  private static String list(String... filters) throws Exception {
    String options = String.join(" -f ", filters);
    String words = "network ls --format {{.Name}} -f " + options;
    return String.join(" ", root.out(words.split(" ")).lines().toList());
  }

  @Test
  void inspectTellsOfItsAddressesAndItsContainers() throws Exception {
    String id =
        create("--subnet", "10.99.0.0/16", "--ip-range", "10.99.5.0/24", "--label", "a=b", "back");
    assertEquals("10.99.0.0/16 10.99.5.0/24 10.99.5.0", tell("back", plan()));
    assertEquals(
        "b bridge local false", tell(id, "{{.Labels.a}} {{.Driver}} {{.Scope}} {{.Internal}}"));
    assertEquals("{}", tell("back", "{{json .Containers}}"));
    try (Running box = Running.start(root, "box", "", "--network", "back")) {
      String container = root.inspect("box", "{{.Id}}");
      assertEquals(
          container + " box 10.99.5.1/16 02:42:0a:63:05:01",
          tell(
              id.substring(0, 5),
              "{{range $id, $c := .Containers}}{{$id}} {{$c.Name}} {{$c.IPv4Address}}"
                  + " {{$c.MacAddress}}{{end}}"));
      String device = tell("back", "{{index .Options \"com.docker.network.bridge.name\"}}");
      assertEquals("br-" + id.substring(0, 12), device);
      String shown = Shell.run("ip -br address show dev " + device);
      assertTrue(shown.contains("10.99.5.0/16"), shown);
    }
    assertEquals("{}", tell("back", "{{json .Containers}}"));
    String all = root.out("network", "inspect", "back", "none");
    assertEquals(2, JsonParser.parseString(all).getAsJsonArray().size());
    assertEquals("back\n", root.out("inspect", "-f", "{{.Name}}", "--type", "network", "back"));
  }

  private static String plan() {
    return "{{range .IPAM.Config}}{{.Subnet}} {{.IPRange}} {{.Gateway}}{{end}}";
  }

  @Test
  void oneThatIsNotThereIsSaidToBeMissing() throws Exception {
    Mydocker inspect = root.mydocker("network", "inspect", "nosuch");
    assertEquals("[]\n", inspect.out());
    assertEquals("mydocker: network nosuch not found\n", inspect.err());
    assertEquals(1, inspect.code());
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
    assertEquals("taken", list("type=custom"));
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
  void pruneRemovesThoseThatNobodyUsesIfItMay() throws Exception {
    create("busy");
    create("idle");
    create("--label", "old", "worn");
    try (Running box = Running.start(root, "box", "", "--network", "busy")) {
      String question =
          "WARNING! This will remove all custom networks not used by at least one container.\n"
              + "Are you sure you want to continue? [y/N] ";
      assertEquals(question, root.out("network", "prune"));
      String command = String.join(" ", root.command("network", "prune", "--filter", "label=old"));
      Mydocker answered = Mydocker.run(List.of("sh", "-c", "echo y | " + command));
      assertEquals(question + "Deleted Networks:\nworn\n\n", answered.out());
      assertEquals("Deleted Networks:\nidle\n\n", root.out("network", "prune", "-f"));
      assertEquals("", root.out("network", "prune", "-f"));
      assertEquals("busy", list("type=custom"));
    }
  }

  @Test
  void aContainerIsConnectedAndTakenOffWhileItRuns() throws Exception {
    create("--subnet", "10.99.0.0/24", "back");
    try (Running box = Running.start(root, "box", "")) {
      assertEquals(
          "", root.out("network", "connect", "--ip", "10.99.0.9", "--alias", "db", "back", "box"));
      assertEquals("inet 10.99.0.9/24", address("eth1"));
      assertEquals("back,bridge", root.out("ps", "--format", "{{.Networks}}").strip());
      assertEquals(
          "10.99.0.9 10.99.0.1 24 [db]",
          root.inspect(
              "box",
              "{{with .NetworkSettings.Networks.back}}{{.IPAddress}} {{.Gateway}} {{.IPPrefixLen}}"
                  + " {{.Aliases}}{{end}}"));
      Mydocker twice = root.mydocker("network", "connect", "back", "box");
      assertEquals(
          "mydocker: endpoint with name box already exists in network back\n", twice.err());
      assertEquals(1, twice.code());
      assertEquals("", root.out("network", "disconnect", "back", "box"));
      assertEquals("", address("eth1"));
      Mydocker off = root.mydocker("network", "disconnect", "back", "box");
      String id = root.inspect("box", "{{.Id}}");
      assertEquals("mydocker: container " + id + " is not connected to network back\n", off.err());
      assertEquals(1, off.code());
    }
  }

  private static String address(String device) throws Exception {
    Mydocker ip = root.mydocker("exec", "box", "ip", "-4", "address", "show", "dev", device);
    return ip.out()
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("inet "))
        .map(line -> line.split(" ")[0] + " " + line.split(" ")[1])
        .findFirst()
        .orElse("");
  }

  @Test
  void whoLeavesItsWayOutGetsTheNextOneAndIsReachedThere() throws Exception {
    create("--subnet", "10.99.0.0/24", "back");
    create("--subnet", "10.98.0.0/24", "--internal", "closed");
    String server = "echo hello > /tmp/index.html; httpd -p 80 -h /tmp";
    try (Running box = Running.start(root, "box", server, "-p", "127.0.0.1::80")) {
      root.out("network", "connect", "closed", "box");
      root.out("network", "connect", "back", "box");
      String url = "http://" + root.out("port", "box", "80").strip() + "/";
      assertEquals("hello\n", Mydocker.run(List.of("busybox", "wget", "-qO-", url)).out());
      root.out("network", "disconnect", "bridge", "box");
      String routes = root.out("exec", "box", "ip", "route");
      assertTrue(routes.startsWith("default via 10.99.0.1 dev eth2"), routes);
      assertEquals("hello\n", Mydocker.run(List.of("busybox", "wget", "-qO-", url)).out());
    }
  }

  @Test
  void aContainerThatDoesNotRunIsConnectedForItsNextStart() throws Exception {
    create("--subnet", "10.99.0.0/24", "back");
    root.out("create", "--cgroup-parent", Root.PARENT, "--name", "box", "busybox", "ip", "address");
    root.out("network", "connect", "back", "box");
    root.out("network", "disconnect", "bridge", "box");
    assertEquals("back", root.inspect("box", networks()));
    String shown = root.out("start", "-a", "box");
    assertTrue(shown.contains("inet 10.99.0.2/24"), shown);
    assertTrue(shown.contains("eth0") && !shown.contains("eth1"), shown);
    root.out("network", "rm", "back");
    Mydocker start = root.mydocker("start", "box");
    assertEquals("mydocker: network back not found\n", start.err());
    assertEquals(1, start.code());
    root.out("rm", "box");
  }

  private static String networks() {
    return "{{range $name, $n := .NetworkSettings.Networks}}{{$name}}{{$n.IPAddress}}{{end}}";
  }

  @Test
  void whatCannotBeConnectedIsRefused() throws Exception {
    create("--subnet", "10.99.0.0/24", "back");
    try (Running box = Running.start(root, "box", "")) {
      for (String row : NOT_CONNECTED) {
        String[] cells = row.split(" *[|] *");
        Mydocker run = root.mydocker(("network " + cells[0]).split(" "));
        assertEquals("mydocker: " + cells[1] + "\n", run.err());
        assertEquals(1, run.code(), row);
      }
      assertEquals("bridge", root.out("ps", "--format", "{{.Networks}}").strip());
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

  /** Each boot once, in a file that is gone with it. */
  @Test
  void saysThatTheHostPassesPacketsOn() throws Exception {
    Path said = Path.of("/run/mydocker/notice");
    Files.deleteIfExists(said);
    Shell.run("echo 0 > /proc/sys/net/ipv4/ip_forward");
    try {
      Mydocker first = root.run("busybox", "true");
      assertEquals(0, first.code());
      assertTrue(first.err().startsWith("mydocker: net.ipv4.ip_forward was 0, and is 1"));
      assertEquals("", root.runOut("busybox", "true"));
      assertEquals("0", Shell.run("cat /proc/sys/net/ipv4/ip_forward"));
    } finally {
      Shell.run("echo 1 > /proc/sys/net/ipv4/ip_forward");
    }
  }

  private static List<String> rules() throws IOException {
    String rules = Shell.run("iptables-save");
    return rules.lines().filter(line -> line.startsWith("-A")).sorted().toList();
  }
}
