package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import mydocker.testing.Mydocker;
import mydocker.testing.OwnNetwork;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose network stack a container has, by --network. */
@RequiresRoot
class NetworkModesTest {
  @TempDir private static Path folder;
  private static Root root;

  @BeforeAll
  static void makeRoot() throws Exception {
    root = Root.connected(folder);
  }

  @AfterEach
  void removeNetworks() throws Exception {
    root.out("network", "rm", "-f", "one", "two", "back");
  }

  /** The devices of a container, without what stands behind their names. */
  private static String devices(String... options) throws Exception {
    String[] words = new String[options.length + 3];
    System.arraycopy(options, 0, words, 0, options.length);
    words[options.length] = "busybox";
    words[options.length + 1] = "ls";
    words[options.length + 2] = "/sys/class/net";
    return String.join(" ", root.runOut(words).lines().toList());
  }

  @Test
  void bridgeIsADeviceOfItsOwnWithAWayOut() throws Exception {
    assertEquals("eth0 lo", devices());
    String script = "ip -4 -o address show dev eth0; cat /sys/class/net/eth0/address; ip route";
    List<String> lines = root.runOut("busybox", "sh", "-c", script).lines().toList();
    String address = lines.get(0).replaceFirst(".* inet ([0-9.]+)/.*", "$1");
    assertTrue(address.matches("172\\.\\d+\\.0\\.\\d+"), address);
    String[] parts = address.split("\\.");
    assertEquals(
        "02:42:%02x:%02x:%02x:%02x"
            .formatted(
                Integer.parseInt(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3])),
        lines.get(1));
    String gateway = parts[0] + "." + parts[1] + ".0.1";
    assertTrue(lines.get(2).startsWith("default via " + gateway + " dev eth0"), lines.get(2));
  }

  @Test
  void noneIsALoopbackDeviceOnly() throws Exception {
    assertEquals("lo", devices("--network", "none"));
    String lo = root.runOut("--network", "none", "busybox", "ip", "address", "show", "dev", "lo");
    assertTrue(lo.contains("inet 127.0.0.1/8"), lo);
  }

  @Test
  void hostIsTheHosts() throws Exception {
    String shown = root.runOut("--network", "host", "busybox", "ip", "address");
    assertTrue(shown.contains("inet " + OwnNetwork.ADDRESS + "/24"), shown);
  }

  @Test
  void severalNetworksAreSeveralDevices() throws Exception {
    root.out("network", "create", "--subnet", "10.99.1.0/24", "one");
    root.out("network", "create", "--subnet", "10.99.2.0/24", "two");
    String shown =
        root.runOut("--network", "one", "--network", "two", "busybox", "ip", "-4", "address");
    assertTrue(shown.indexOf("eth0") < shown.indexOf("inet 10.99.1.2/24"), shown);
    assertTrue(shown.indexOf("inet 10.99.1.2/24") < shown.indexOf("eth1"), shown);
    assertTrue(shown.indexOf("eth1") < shown.indexOf("inet 10.99.2.2/24"), shown);
  }

  @Test
  void aNetworkThatIsNotThereIsFoundMissingAtTheStart() throws Exception {
    Mydocker run = root.runAndKeep("--name", "box", "--network", "nosuch", "busybox", "true");
    assertEquals("mydocker: network nosuch not found\n", run.err());
    assertEquals(125, run.code());
    assertEquals("Created\n", root.ps("{{.Status}}", "-a"));
    root.out("rm", "box");
    root.run("--network", "nosuch", "busybox", "true");
    assertEquals("", root.out("ps", "-aq"));
  }

  @Test
  void portsOfTheHostsStackAreItsOwn() throws Exception {
    Mydocker run = root.run("--network", "host", "-p", "8080:80", "busybox", "true");
    assertEquals(
        "WARNING: Published ports are discarded when using host network mode\n", run.err());
    assertEquals(0, run.code());
  }
}
