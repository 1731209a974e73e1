package mydocker.command;

import static mydocker.testing.Greeter.visitTcp;
import static mydocker.testing.Place.HERE;
import static mydocker.testing.Place.OUTSIDE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import mydocker.testing.Await;
import mydocker.testing.Greeter;
import mydocker.testing.OwnNetwork;
import mydocker.testing.Place;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import mydocker.testing.Running;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A container's place on its networks, while it is started again and connected anew. */
@RequiresRoot
class NetworkLifeTest {
  private static final int LONG = 10_000;

  @TempDir private static Path folder;
  private static Root root;

  @BeforeAll
  static void makeNetworks() throws Exception {
    root = Root.connected(folder);
    root.mydocker("network", "create", "--subnet", "10.95.0.0/24", "front");
    root.mydocker("network", "create", "--subnet", "10.95.1.0/24", "back");
  }

  @AfterAll
  static void removeNetworks() throws Exception {
    root.out("network", "rm", "front", "back");
  }

  private static int pid() throws Exception {
    return Integer.parseInt(root.inspect("box", "{{.State.Pid}}"));
  }

  private static void requireReachable() throws Exception {
    try (Greeter greeter = Greeter.start("box", Place.of(pid()), 80)) {
      assertEquals("box sees 203.0.113.2", visitTcp(OUTSIDE, OwnNetwork.ADDRESS, 8080, LONG));
      assertEquals("box sees 10.95.0.1", visitTcp(HERE, "10.95.0.9", 80, LONG));
    }
  }

  @Test
  void whoeverStartsItAgainItHasTheSameNetwork() throws Exception {
    String[] options = {
      "--restart", "always", "--network", "front", "--ip", "10.95.0.9", "-p", "8080:80"
    };
    try (Running box = Running.start(root, "box", "", options)) {
      requireReachable();
      int first = pid();
      ProcessHandle.of(first).orElseThrow().destroyForcibly();
      Await.until("another one", () -> pid() != first && pid() != 0);
      requireReachable();
      root.out("restart", "-t", "0", "box");
      requireReachable();
      assertEquals("8080\n", root.out("port", "box", "80").split(":")[1]);
      assertEquals("10.95.0.9\n", root.out("exec", "box", "hostname", "-i"));
      assertTrue(root.out("stats", "--no-stream", "box").contains("box"));
    }
    assertEquals("refused", visitTcp(OUTSIDE, OwnNetwork.ADDRESS, 8080, LONG));
  }

  @Test
  void itIsConnectedAndDisconnectedWhileItRuns() throws Exception {
    String[] options = {"--network", "front", "--ip", "10.95.0.9", "-p", "8080:80"};
    try (Running box = Running.start(root, "box", "", options);
        Running other = Running.start(root, "other", "", "--network", "back")) {
      root.out("network", "connect", "--ip", "10.95.1.9", "back", "box");
      Place neighbour = Place.of(Integer.parseInt(root.inspect("other", "{{.State.Pid}}")));
      try (Greeter greeter = Greeter.start("box", Place.of(pid()), 80)) {
        String address = root.inspect("other", "{{.NetworkSettings.Networks.back.IPAddress}}");
        assertEquals("box sees " + address, visitTcp(neighbour, "10.95.1.9", 80, LONG));
        assertEquals("box sees 203.0.113.2", visitTcp(OUTSIDE, OwnNetwork.ADDRESS, 8080, LONG));
        assertEquals("box sees 10.95.0.1", visitTcp(HERE, "10.95.0.9", 80, LONG));
      }
      String devices = "ls /sys/class/net";
      assertEquals("eth0\neth1\nlo\n", root.out("exec", "box", "sh", "-c", devices));
      root.out("network", "disconnect", "back", "box");
      assertEquals("eth0\nlo\n", root.out("exec", "box", "sh", "-c", devices));
      requireReachable();
      root.out("network", "disconnect", "front", "box");
      assertEquals("lo\n", root.out("exec", "box", "sh", "-c", devices));
      assertEquals("", root.out("port", "box"));
      assertEquals("refused", visitTcp(OUTSIDE, OwnNetwork.ADDRESS, 8080, LONG));
      root.out("network", "connect", "back", "box");
      assertNotEquals("", root.inspect("box", "{{.NetworkSettings.Networks.back.IPAddress}}"));
      // What it is connected to now it is connected to when it is started the next time.
      root.out("restart", "-t", "0", "box");
      assertEquals("eth0\nlo\n", root.out("exec", "box", "sh", "-c", devices));
      assertEquals("back\n", root.out("ps", "-f", "name=box", "--format", "{{.Networks}}"));
    }
  }
}
