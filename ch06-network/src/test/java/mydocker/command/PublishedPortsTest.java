package mydocker.command;

import static mydocker.testing.Greeter.visitTcp;
import static mydocker.testing.Greeter.visitUdp;
import static mydocker.testing.Place.HERE;
import static mydocker.testing.Place.OUTSIDE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import mydocker.testing.Await;
import mydocker.testing.Greeter;
import mydocker.testing.Mydocker;
import mydocker.testing.Outside;
import mydocker.testing.OwnNetwork;
import mydocker.testing.Place;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import mydocker.testing.Running;
import mydocker.testing.Shell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets through to a container of whose ports some are published, and to whom that gets. */
@RequiresRoot
class PublishedPortsTest {
  private static final String HOST = OwnNetwork.ADDRESS;

  /** Milliseconds in which nothing is heard where nothing is to be heard, and others to wait. */
  private static final int SHORT = 300;

  private static final int LONG = 10_000;

  private static final int MEGABYTES = 100;

  @TempDir private static Path folder;
  private static Root root;

  private final List<AutoCloseable> cleanup = new ArrayList<>();

  @BeforeAll
  static void makeRoot() throws Exception {
    root = Root.connected(folder.resolve("root"));
  }

  @AfterEach
  void cleanUp() throws Exception {
    for (int i = cleanup.size() - 1; i >= 0; i--) {
      cleanup.get(i).close();
    }
  }

  /** A server in a place, for as long as the test. */
  private Place greets(String name, Place place, int port) throws IOException {
    cleanup.add(Greeter.start(name, place, port));
    return place;
  }

  private static int pid(String container) throws Exception {
    return Integer.parseInt(root.inspect(container, "{{.State.Pid}}"));
  }

  private static Place place(String container) throws Exception {
    return Place.of(pid(container));
  }

  private static void both(String expected, Place from, String address, int port)
      throws IOException {
    tcp(expected, from, address, port);
    int patience = expected.equals("nothing") ? SHORT : LONG;
    assertEquals(expected, visitUdp(from, address, port, patience), "udp " + address + ":" + port);
  }

  private static void tcp(String expected, Place from, String address, int port)
      throws IOException {
    int patience = expected.equals("nothing") ? SHORT : LONG;
    assertEquals(expected, visitTcp(from, address, port, patience), "tcp " + address + ":" + port);
  }

  /** The program where the one kind of iptables is all that there is. */
  private List<String> with(String kind, String... words) throws IOException {
    Path programs = folder.resolve(kind);
    Files.createDirectories(programs);
    for (String program : List.of("save", "restore")) {
      Path script = programs.resolve("iptables-" + program);
      Files.writeString(script, "#!/bin/sh\nexec iptables-%s-%s \"$@\"\n".formatted(kind, program));
      assertTrue(script.toFile().setExecutable(true));
    }
    List<String> command = new ArrayList<>();
    command.addAll(List.of("env", "PATH=" + programs + ":" + System.getenv("PATH")));
    command.addAll(root.command(words));
    return command;
  }

  private void mydocker(String kind, String words) throws Exception {
    Mydocker run = Mydocker.run(with(kind, words.split(" +")));
    assertEquals("", run.err());
    assertEquals(0, run.code());
  }

  private void detach(String kind, String name, String options) throws Exception {
    String parent = "run -d --cgroup-parent " + Root.PARENT + " --name " + name + " ";
    mydocker(kind, parent + options + " busybox sleep 1000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nft", "legacy"})
  void theyAreReachedFromEverywhere(String kind) throws Exception {
    mydocker(kind, "network create --subnet 10.98.1.0/24 front");
    cleanup.add(() -> mydocker(kind, "network rm front back vault"));
    mydocker(kind, "network create --subnet 10.98.2.0/24 back");
    mydocker(kind, "network create --subnet 10.98.3.0/24 --internal vault");
    cleanup.add(() -> mydocker(kind, "rm -f web other db safe"));
    detach(kind, "web", "--network front -p 8080:80 -p 8080:80/udp");
    String own = "-p 127.0.0.1:8081:80 -p 127.0.0.1:8081:80/udp";
    detach(kind, "other", "--network front " + own);
    detach(kind, "db", "--network back");
    detach(kind, "safe", "--network vault");
    Place web = greets("web", place("web"), 80);
    Place other = greets("other", place("other"), 80);
    Place db = greets("db", place("db"), 80);
    Place safe = greets("safe", place("safe"), 80);
    greets("outside", OUTSIDE, 8080);
    Outside.run("ip route add 10.98.0.0/16 via " + HOST);
    cleanup.add(() -> Outside.run("ip route delete 10.98.0.0/16"));
    String rules = Shell.run("iptables-" + kind + "-save");
    assertEquals(2, rules.lines().filter(rule -> rule.contains("10.98.1.2:80")).count());

    both("web sees 203.0.113.2", OUTSIDE, HOST, 8080);
    both("web sees 203.0.113.1", HERE, HOST, 8080);
    both("web sees 10.98.1.1", HERE, "127.0.0.1", 8080);
    both("web sees 10.98.1.1", web, HOST, 8080); // itself: its packets come back to it
    both("web sees 10.98.1.1", other, HOST, 8080);
    both("web sees 10.98.1.1", other, "10.98.1.1", 8080);
    both("web sees 10.98.1.1", db, HOST, 8080);
    both("web sees 10.98.1.3", other, "10.98.1.2", 80);
    // One of 127.0.0.1 is for the host alone.
    both("other sees 10.98.1.1", HERE, "127.0.0.1", 8081);
    both("refused", HERE, HOST, 8081);
    both("refused", OUTSIDE, HOST, 8081);
    both("refused", db, HOST, 8081);
    both("refused", web, "127.0.0.1", 8081);
    // Nobody else's traffic: the same port of another host, or of the container itself.
    both("outside sees 203.0.113.1", HERE, Outside.ADDRESS, 8080);
    both("outside sees 203.0.113.1", web, Outside.ADDRESS, 8080);
    both("refused", web, "127.0.0.1", 8080);
    // Networks are apart from each other, and from strangers.
    both("nothing", db, "10.98.1.2", 80);
    both("nothing", web, "10.98.2.2", 80);
    both("nothing", OUTSIDE, "10.98.1.2", 80);
    both("nothing", OUTSIDE, "10.98.3.2", 80);
    both("safe sees 10.98.3.1", HERE, "10.98.3.2", 80);
    unreachable(safe, Outside.ADDRESS);
    unreachable(safe, "10.98.1.2");
  }

  /** One without a default route knows by itself that there is no way. */
  private static void unreachable(Place from, String address) {
    IOException e = assertThrows(IOException.class, () -> visitTcp(from, address, 8080, LONG));
    assertEquals("Network is unreachable", e.getMessage());
  }

  @Test
  void aHundredMegabytesComeIntact() throws Exception {
    try (Running box = Running.start(root, "box", "", "-p", "8080:80");
        ServerSocket server = place("box").call(() -> new ServerSocket(80));
        Socket client = OUTSIDE.call(() -> new Socket(HOST, 8080));
        Socket served = server.accept()) {
      Future<Long> come = receive(served);
      assertEquals(send(client, 1), come.get(1, TimeUnit.MINUTES));
      come = receive(client);
      assertEquals(send(served, 2), come.get(1, TimeUnit.MINUTES));
    }
  }

  /** Sends what nobody could guess; returns its check sum. */
  private static long send(Socket socket, int seed) throws IOException {
    CRC32C sum = new CRC32C();
    Random random = new Random(seed);
    byte[] block = new byte[1 << 20];
    OutputStream out = socket.getOutputStream();
    for (int i = 0; i < MEGABYTES; i++) {
      random.nextBytes(block);
      sum.update(block);
      out.write(block);
    }
    socket.shutdownOutput();
    return sum.getValue();
  }

  private static Future<Long> receive(Socket socket) {
    return CompletableFuture.supplyAsync(
        () -> {
          CRC32C sum = new CRC32C();
          byte[] block = new byte[1 << 16];
          try {
            InputStream in = socket.getInputStream();
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
              sum.update(block, 0, n);
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return sum.getValue();
        });
  }

  @Test
  void aTakenPortIsRefusedAndAPortIsFreeAtTheContainersEnd() throws Exception {
    String refused = "mydocker: Bind for 0.0.0.0:%d failed: port is already allocated\n";
    // Another port: a program's connections keep it for a while after its end, until chapter 7.
    try (Greeter program = Greeter.start("program", HERE, "127.0.0.1", 8090)) {
      Mydocker run = root.run("-p", "8090:80", "busybox", "true");
      assertEquals(new Mydocker(125, "", refused.formatted(8090)), run);
      assertEquals("", root.runOut("-p", "203.0.113.1:8090:80", "busybox", "true"), "not that one");
      assertEquals("program sees 127.0.0.1", visitTcp(HERE, "127.0.0.1", 8090, LONG));
    }
    String[] wanted = {"-p", "8080:80", "busybox", "true"};
    for (String end : List.of("stop -t 0", "kill", "rm -f")) {
      root.detach("--name", "box", "-p", "8080:80", "busybox", "sleep", "1000");
      if (end.equals("kill")) {
        assertEquals(new Mydocker(125, "", refused.formatted(8080)), root.run(wanted));
        assertEquals("", root.runOut("-p", "8080:80/udp", "busybox", "true"), "not that one");
        BindException e = assertThrows(BindException.class, () -> new ServerSocket(8080));
        assertTrue(e.getMessage().contains("already in use"), e.getMessage());
      }
      root.out((end + " box").split(" "));
      new ServerSocket(8080).close();
      tcp("refused", OUTSIDE, HOST, 8080);
      root.mydocker("rm", "box");
    }
    root.detach("--name", "box", "-p", "8080:80", "busybox", "sleep", "1000");
    ProcessHandle process = ProcessHandle.of(pid("box")).orElseThrow();
    ProcessHandle monitor = process.parent().orElseThrow();
    monitor.destroyForcibly(); // and so ends the container, and nobody cleans up
    Await.until("it has ended", () -> !process.isAlive() && !monitor.isAlive());
    try (Running next = Running.start(root, "next", "", "-p", "8080:80");
        Greeter greeter = Greeter.start("next", place("next"), 80)) {
      tcp("next sees 203.0.113.2", OUTSIDE, HOST, 8080);
    }
    root.out("rm", "box");
  }

  @Test
  void theOtherModesHaveTheNetworkOfTheirName() throws Exception {
    try (Running box = Running.start(root, "box", "", "-p", "8080:80");
        Running host = Running.start(root, "host", "", "--network", "host");
        Running none = Running.start(root, "none", "", "--network", "none")) {
      greets("box", place("box"), 80);
      tcp("box sees 203.0.113.2", OUTSIDE, HOST, 8080);
      greets("host", place("host"), 8082);
      tcp("host sees 203.0.113.2", OUTSIDE, HOST, 8082);
      greets("none", place("none"), 80);
      tcp("none sees 127.0.0.1", place("none"), "127.0.0.1", 80);
      unreachable(place("none"), HOST);
    }
  }
}
