package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import mydocker.cgroup.Hierarchies;
import mydocker.cgroup.LeftCgroups;
import mydocker.cli.Command;
import mydocker.cli.GlobalOptions;
import mydocker.command.network.NetworkLsCommand;
import mydocker.command.network.NetworkRmCommand;
import mydocker.testing.Await;
import mydocker.testing.Greeter;
import mydocker.testing.Mydocker;
import mydocker.testing.OwnNetwork;
import mydocker.testing.Place;
import mydocker.testing.RequiresProgram;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import mydocker.testing.Shell;
import mydocker.testing.Strace;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kill -9 before one system call after the other: whatever of a network there is then, it is
 * written down, and goes with {@code rm -f} and {@code network rm}.
 */
@RequiresRoot
@RequiresProgram("strace")
class NetworkCrashTest {
  /** What changes files, processes (each ip, each iptables is one) and locks. */
  private static final String CHANGES =
      "mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,clone,kill,ftruncate";

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final int LONG = 10_000;

  @TempDir private static Path folder;
  private static Root root;

  /** The host with the network, but without a container. */
  private static String quiet;

  @BeforeAll
  static void makeNetwork() throws Exception {
    root = Root.connected(folder);
    root.mydocker("network", "create", "--subnet", "10.97.0.0/30", "back");
    quiet = host();
  }

  @AfterAll
  static void removeNetwork() throws Exception {
    root.out("network", "rm", "back");
  }

  @AfterEach
  void remove() throws Exception {
    here("rm", "-f", "box");
    removeNewNetwork();
  }

  private static void removeNewNetwork() throws Exception {
    if (here("network-ls").contains(" new\n")) {
      here("network-rm", "new");
    }
  }

  /** Links, addresses, routes and rules. */
  private static String host() throws IOException {
    return Shell.run(
        "ip -br link | cut -d ' ' -f 1; ip -4 -o address | cut -d ' ' -f 2-;"
            + " ip -4 route | sed 's/ linkdown//; s/ *$//';"
            + " cat /proc/sys/net/ipv4/ip_forward; iptables-save | grep -v '^[#:]'");
  }

  /** What a command prints, in this JVM: another one for each would take long. */
  private static String here(String... words) throws Exception {
    GlobalOptions global = new GlobalOptions(List.of("--root", root.folder().toString()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes)) {
      List<String> arguments = List.of(words).subList(1, words.length);
      Command command =
          switch (words[0]) {
            case "ps" -> new PsCommand(global, out, out);
            case "rm" -> new RmCommand(global, out, out);
            case "network-ls" -> new NetworkLsCommand(global, out, out);
            default -> new NetworkRmCommand(global, out, out);
          };
      assertEquals(0, command.run(arguments), bytes.toString());
    }
    return bytes.toString();
  }

  /** On the default network, or on the other one, which has a single address. */
  private static List<String> run(int number) {
    String network = number % 2 == 0 ? "" : " --network back";
    String words =
        "run -d --cgroup-parent %s --name box%s -p 8080:80 busybox sleep 1000"
            .formatted(Root.PARENT, network);
    return root.command(words.split(" "));
  }

  private static void start(int number) throws Exception {
    Process run = new ProcessBuilder(run(number)).redirectErrorStream(true).start();
    assertEquals(0, run.waitFor(), new String(run.getInputStream().readAllBytes()));
  }

  private interface Scenario {
    /** Does something that is killed at one of its calls; returns whether that was reached. */
    boolean play(int number) throws Exception;
  }

  private interface Check {
    void make() throws Exception;
  }

  private static void attack(Scenario scenario, int first, int step, Check check) throws Exception {
    boolean reached = true;
    for (int number = first; reached; number += step) {
      reached = scenario.play(number);
      try {
        check.make();
      } catch (Exception | AssertionError e) {
        throw new AssertionError("killed at call " + number, e);
      }
    }
    assertEquals(List.of(), unfinished());
  }

  /** Folders of networks that are none. They may be there until one is made or removed. */
  private static List<Path> unfinished() throws Exception {
    root.out("network", "create", "other");
    here("network-rm", "other");
    try (Stream<Path> all = Files.list(root.folder().resolve("networks"))) {
      return all.filter(network -> Files.notExists(network.resolve("network.json"))).toList();
    }
  }

  private static void requireRemovable() throws Exception {
    String list = here("ps", "-a").replaceFirst(".*\n", "");
    assertTrue(list.matches("(.* (Created|Up|Exited) .*box\n)?"), list);
    here("rm", "-f", "box");
    requireQuiet();
  }

  private static void requireQuiet() throws Exception {
    try (Stream<Path> all = Files.walk(root.folder().resolve("networks"))) {
      List<String> papers =
          all.map(Path::toString).filter(path -> path.matches(".*/endpoints/.*json")).toList();
      assertEquals(List.of(), papers);
    }
    // What ip or iptables was doing when its parent was killed it ends.
    try {
      Await.until("the host is as it was", () -> host().equals(quiet));
    } catch (AssertionError e) {
      assertEquals(quiet, host());
    }
  }

  @Test
  void runKilledAtItsCalls() throws Exception {
    attack(n -> Strace.kill(run(n), CHANGES, n), 8, 11, NetworkCrashTest::requireRemovable);
  }

  @Test
  void stopKilledAtItsCalls() throws Exception {
    attack(
        n -> {
          start(n);
          return Strace.kill(root.command("stop", "-t", "0", "box"), CHANGES, n);
        },
        2,
        7,
        NetworkCrashTest::requireRemovable);
  }

  @Test
  void rmKilledAtItsCalls() throws Exception {
    attack(
        n -> {
          start(n);
          return Strace.kill(root.command("rm", "-f", "box"), CHANGES, n);
        },
        3,
        9,
        NetworkCrashTest::requireRemovable);
  }

  @Test
  void creationOfANetworkKilledAtItsCalls() throws Exception {
    List<String> create = root.command("network", "create", "--subnet", "10.97.1.0/24", "new");
    attack(
        n -> Strace.kill(create, CHANGES, n),
        1,
        3,
        () -> {
          removeNewNetwork();
          requireQuiet();
        });
  }

  @Test
  void removalOfANetworkKilledAtItsCalls() throws Exception {
    attack(
        n -> {
          root.out("network", "create", "--subnet", "10.97.1.0/24", "new");
          return Strace.kill(root.command("network", "rm", "new"), CHANGES, n);
        },
        1,
        3,
        () -> {
          removeNewNetwork();
          requireQuiet();
        });
  }

  private static void killMonitor() throws Exception {
    long pid = Long.parseLong(root.inspect("box", "{{.State.Pid}}"));
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    ProcessHandle monitor = process.parent().orElseThrow();
    monitor.destroyForcibly();
    Await.until("both have ended", () -> !process.isAlive() && !monitor.isAlive());
  }

  @Test
  void monitorKilledWhileItsContainerRuns() throws Exception {
    start(1);
    killMonitor();
    String shown = here("ps", "-a").replaceFirst(".*\n", "");
    assertTrue(shown.matches(".* Exited .* box\n") && !shown.contains("->"), shown);
    requireRemovable();
  }

  /** Nothing of it all is in the kernel any more, and the numbers of processes begin anew. */
  @Test
  void afterAReboot() throws Exception {
    start(1);
    String before = host();
    killMonitor();
    String id = root.inspect("box", "{{.Id}}");
    LeftCgroups.remove(Hierarchies.here(), Root.PARENT + "/" + id);
    Files.deleteIfExists(Path.of("/run/mydocker", id)); // any run of any root does it
    Shell.run(
        "for table in raw nat filter; do iptables -t $table -F; iptables -t $table -X; done;"
            + " for bridge in $(ip -br link show type bridge | cut -d ' ' -f 1); do"
            + " ip link delete $bridge; done");
    inAnotherBoot();

    String shown = here("ps", "-a").replaceFirst(".*\n", "");
    assertTrue(shown.matches(".* Exited .* box\n") && !shown.contains("->"), shown);
    root.out("start", "box");
    assertEquals(sorted(before), sorted(host()));
    Place box = Place.of(Integer.parseInt(root.inspect("box", "{{.State.Pid}}")));
    try (Greeter greeter = Greeter.start("box", box, 80)) {
      assertEquals(
          "box sees 203.0.113.2", Greeter.visitTcp(Place.OUTSIDE, OwnNetwork.ADDRESS, 8080, LONG));
    }
    Mydocker other = root.run("--network", "back", "busybox", "true");
    assertTrue(other.err().contains("no available IPv4 addresses"), other.err());
    requireRemovable();
  }

  private static List<String> sorted(String host) {
    return host.lines()
        .map(line -> line.replaceAll("^(\\d+: )|(veth\\w*@?\\w*)", ""))
        .sorted()
        .toList();
  }

  /** All that says in which boot it was written says another one. */
  private static void inAnotherBoot() throws IOException {
    String boot = Files.readString(BOOT_ID).strip();
    String other = UUID.randomUUID().toString();
    try (Stream<Path> all = Files.walk(root.folder())) {
      for (Path file : all.filter(f -> f.endsWith("state.json")).toList()) {
        Files.writeString(file, Files.readString(file).replace(boot, other));
      }
    }
    UUID id = UUID.fromString(boot);
    try (Stream<Path> all = Files.walk(root.folder().resolve("networks"))) {
      for (Path file : all.filter(f -> f.endsWith("addresses")).toList()) {
        ByteBuffer words = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
        boolean found = false;
        for (int i = 0; i < words.capacity(); i += Long.BYTES) {
          if (words.getLong(i) == id.getMostSignificantBits()) {
            words.putLong(i, ~words.getLong(i));
            found = true;
          }
        }
        assertTrue(found, file.toString());
        Files.write(file, words.array());
      }
    }
  }
}
