package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import mydocker.testing.Running;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By which names containers find each other, and all the world. */
@RequiresRoot
class NamesTest {
  @TempDir private static Path folder;
  private static Root root;

  @BeforeAll
  static void makeNetwork() throws Exception {
    root = Root.connected(folder);
    root.out("network", "create", "--subnet", "10.99.0.0/24", "back");
  }

  @AfterAll
  static void removeNetwork() throws Exception {
    root.out("network", "rm", "back");
  }

  /** Starts one whose DNS server refuses at once: what /etc/hosts does not know nobody knows. */
  private static Running start(String name, String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of(options));
    words.addAll(List.of("--dns", "127.0.0.1"));
    return Running.start(root, name, "", words.toArray(String[]::new));
  }

  /** Who answers to a name, as a container sees it: an address, or nothing. */
  private static String find(String container, String name) throws Exception {
    String script = "ping -c 1 -W 1 " + name + " | sed -n 's/^PING .* (\\([0-9.]*\\)).*/\\1/p'";
    return root.mydocker("exec", container, "sh", "-c", script).out().strip();
  }

  @Test
  void containersOnANetworkFindEachOtherAsLongAsTheyRun() throws Exception {
    try (Running one = start("one", "--network", "back", "--ip", "10.99.0.5")) {
      assertEquals("", find("one", "two"));
      String[] options = {
        "--network", "back", "--ip", "10.99.0.6", "--network-alias", "db", "--network-alias", "sql"
      };
      try (Running two = start("two", options)) {
        String id = root.inspect("two", "{{.Id}}").substring(0, 12);
        for (String name : List.of("two", "db", "sql", id)) {
          assertEquals("10.99.0.6", find("one", name), name);
        }
        assertEquals("10.99.0.5", find("two", "one"));
        assertEquals(
            "[two db sql " + id + "]",
            root.inspect("two", "{{.NetworkSettings.Networks.back.DNSNames}}"));
        root.out("rename", "two", "three");
        assertEquals("10.99.0.6", find("one", "three"));
        assertEquals("", find("one", "two"));
        root.out("rename", "three", "two");
      }
      assertEquals("", find("one", "two"));
      assertEquals("", find("one", "db"));
    }
  }

  @Test
  void onTheDefaultNetworkTheyDoNot() throws Exception {
    try (Running one = start("one");
        Running two = start("two")) {
      assertEquals("", find("one", "two"));
      String address = root.inspect("two", "{{.NetworkSettings.Networks.bridge.IPAddress}}");
      assertEquals(address, find("one", address));
    }
  }

  @Test
  void connectingAndDisconnectingIsSeenByAll() throws Exception {
    try (Running one = start("one", "--network", "back");
        Running two = start("two")) {
      root.out("network", "connect", "--ip", "10.99.0.7", "--alias", "db", "back", "two");
      assertEquals("10.99.0.7", find("one", "two"));
      assertEquals("10.99.0.7", find("one", "db"));
      assertFalse(find("two", "one").isEmpty());
      root.out("network", "disconnect", "back", "two");
      assertEquals("", find("one", "two"));
      assertEquals("", find("two", "one"));
    }
  }

  @Test
  void itFindsItselfByItsHostName() throws Exception {
    String self = "hostname -i";
    String address =
        root.runOut(
            "--network", "back", "--ip", "10.99.0.8", "-h", "me", "busybox", "sh", "-c", self);
    assertEquals("10.99.0.8", address.strip());
    assertEquals(
        "127.0.1.1", root.runOut("--network", "none", "busybox", "sh", "-c", self).strip());
  }

  @Test
  void namesCanBeGivenWithTheirAddresses() throws Exception {
    String[] words = {
      "--add-host", "db:10.1.2.3", "--add-host", "six=2001:db8::1", "busybox", "cat", "/etc/hosts"
    };
    String hosts = root.runOut(words);
    assertTrue(hosts.contains("\n10.1.2.3\tdb\n"), hosts);
    assertTrue(hosts.contains("\n2001:db8::1\tsix\n"), hosts);
    assertTrue(hosts.startsWith("127.0.0.1\tlocalhost\n"), hosts);
  }

  @Test
  void theResolverIsAsItIsTold() throws Exception {
    String[] words = {
      "--dns",
      "1.1.1.1",
      "--dns",
      "9.9.9.9",
      "--dns-search",
      "example.org",
      "--dns-option",
      "ndots:2",
      "busybox",
      "cat",
      "/etc/resolv.conf"
    };
    List<String> lines = root.runOut(words).lines().toList();
    assertEquals(
        List.of("nameserver 1.1.1.1", "nameserver 9.9.9.9"),
        lines.stream().filter(line -> line.startsWith("nameserver")).toList());
    assertTrue(lines.contains("search example.org"), lines.toString());
    assertTrue(lines.contains("options ndots:2"), lines.toString());
  }

  @Test
  void inspectTellsWhatItWasTold() throws Exception {
    String[] words = {
      "create",
      "--cgroup-parent",
      Root.PARENT,
      "--name",
      "told",
      "--dns",
      "1.1.1.1",
      "--dns-search",
      "example.org",
      "--dns-option",
      "ndots:2",
      "--add-host",
      "db:10.1.2.3",
      "busybox"
    };
    root.out(words);
    assertEquals(
        "[1.1.1.1] [example.org] [ndots:2] [db:10.1.2.3]",
        root.inspect(
            "told",
            "{{with .HostConfig}}{{.Dns}} {{.DnsSearch}} {{.DnsOptions}} {{.ExtraHosts}}{{end}}"));
    root.out("rm", "told");
  }

  @Test
  void anAddressThatIsTakenIsRefused() throws Exception {
    try (Running one = start("one", "--network", "back", "--ip", "10.99.0.9")) {
      Mydocker run = root.run("--network", "back", "--ip", "10.99.0.9", "busybox", "true");
      assertEquals("mydocker: Address already in use\n", run.err());
      assertEquals(125, run.code());
    }
    String again =
        root.runOut("--network", "back", "--ip", "10.99.0.9", "busybox", "hostname", "-i");
    assertEquals("10.99.0.9", again.strip());
  }
}
