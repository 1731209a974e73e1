package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mydocker.testing.Mydocker;
import mydocker.testing.OwnNetwork;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import mydocker.testing.Running;
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
  void allUsersMayHaveAllPortsAndPing() throws Exception {
    String script = "httpd -p 80 -h / && cat /proc/sys/net/ipv4/ping_group_range";
    for (String network : List.of("bridge", "none")) {
      String[] run = {"-u", "nobody", "--network", network, "busybox", "sh", "-c", script};
      assertEquals("0\t2147483647\n", root.runOut(run));
    }
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
    String name = Files.readString(Path.of("/proc/sys/kernel/hostname"));
    assertEquals(name, root.runOut("--network", "host", "busybox", "hostname"));
    assertEquals("me\n", root.runOut("--network", "host", "-h", "me", "busybox", "hostname"));
  }

  @Test
  void severalNetworksAreSeveralDevices() throws Exception {
    root.out("network", "create", "--subnet", "10.99.1.0/24", "one");
    root.out("network", "create", "--subnet", "10.99.2.0/24", "two");
    String[] words = {
      "--network", "one", "--network", "two", "--ip", "10.99.1.9", "busybox", "ip", "-4", "address"
    };
    String shown = root.runOut(words);
    assertTrue(shown.indexOf("eth0") < shown.indexOf("inet 10.99.1.9/24"), shown);
    assertTrue(shown.indexOf("inet 10.99.1.9/24") < shown.indexOf("eth1"), shown);
    assertTrue(shown.indexOf("eth1") < shown.indexOf("inet 10.99.2.2/24"), shown);
  }

  @Test
  void anotherContainersIsThatOne() throws Exception {
    try (Running box = Running.start(root, "box", "")) {
      String id = root.inspect("box", "{{.Id}}");
      String[] words = {
        "--network", "container:box", "busybox", "sh", "-c", "hostname; ip -4 address show eth0"
      };
      String shown = root.runOut(words);
      assertTrue(shown.startsWith(id.substring(0, 12) + "\n"), shown);
      String address = root.inspect("box", "{{.NetworkSettings.Networks.bridge.IPAddress}}");
      assertTrue(shown.contains("inet " + address + "/"), shown);
      root.runAndKeep("--name", "guest", "--network", "container:box", "busybox", "true");
      root.out("rename", "box", "renamed");
      assertEquals(
          "container:" + id + " {}",
          root.inspect("guest", "{{.HostConfig.NetworkMode}} {{json .NetworkSettings.Networks}}"));
      assertEquals("guest\n", root.out("start", "guest"), "by its ID it is found");
      assertEquals(
          id.substring(0, 12) + "\n",
          root.runOut("--network", "container:guest", "busybox", "hostname"),
          "a guest's guest is the host's");
      root.out("wait", "guest");
      root.out("rename", "renamed", "box");
    }
    Mydocker start = root.mydocker("start", "guest");
    assertTrue(start.err().startsWith("mydocker: No such container: "), start.err());
    root.out("rm", "guest");
  }

  @Test
  void oneThatDoesNotRunHasNoneToShare() throws Exception {
    root.runAndKeep("--name", "ended", "busybox", "true");
    String id = root.inspect("ended", "{{.Id}}");
    Mydocker run = root.run("--network", "container:ended", "busybox", "true");
    assertEquals(
        "mydocker: cannot join network of a non running container: " + id + "\n", run.err());
    assertEquals(125, run.code());
    Mydocker none = root.run("--network", "container:nosuch", "busybox", "true");
    assertEquals("mydocker: No such container: nosuch\n", none.err());
    assertEquals(125, none.code());
    root.out("rm", "ended");
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
  void hostByItsIdIsNoNetworkToBeOn() throws Exception {
    List<String> networks = root.out("network", "ls").lines().toList();
    String host = networks.stream().filter(n -> n.contains(" host ")).findFirst().orElseThrow();
    String id = host.split(" ")[0];
    Mydocker run = root.run("--network", id, "busybox", "true");
    assertEquals(
        "mydocker: network " + id + " has no addresses: name it, --network host\n", run.err());
    assertEquals(125, run.code());
  }

  @Test
  void psAndInspectTellTheMode() throws Exception {
    root.out("network", "create", "back");
    for (String mode : List.of("host", "none", "back", "bridge")) {
      root.out(
          "create", "--cgroup-parent", Root.PARENT, "--name", "x1", "--network", mode, "busybox");
      assertEquals(mode, root.inspect("x1", "{{.HostConfig.NetworkMode}}"));
      assertEquals(
          mode + "\n", root.out("ps", "-a", "--format", "{{.Networks}}", "-f", "network=" + mode));
      root.out("rm", "x1");
    }
  }

  @Test
  void portsOfTheHostsStackAreItsOwn() throws Exception {
    Mydocker run = root.run("--network", "host", "-p", "8080:80", "busybox", "true");
    assertEquals(
        "WARNING: Published ports are discarded when using host network mode\n", run.err());
    assertEquals(0, run.code());
  }
}
