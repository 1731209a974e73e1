package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
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

  private static Running start(String name, String... options) throws Exception {
    return Running.start(root, name, "", options);
  }

  /** Who answers to a name, as a container sees it: an address, or nothing. */
  private static String find(String container, String name) throws Exception {
    String script =
        "awk '{ for (i = 2; i <= NF; i++) if ($i == NAME) print $1 }' NAME=%s /etc/hosts";
    return root.mydocker("exec", container, "sh", "-c", script.formatted(name)).out().strip();
  }

  private static String address(String container) throws Exception {
    return root.inspect(container, "{{.NetworkSettings.Networks.back.IPAddress}}");
  }

  @Test
  void containersOnANetworkFindEachOtherAsLongAsTheyRun() throws Exception {
    try (Running one = start("one", "--network", "back")) {
      assertEquals("", find("one", "two"));
      try (Running two = start("two", "--network", "back")) {
        String id = root.inspect("two", "{{.Id}}").substring(0, 12);
        for (String name : List.of("two", id)) {
          assertEquals(address("two"), find("one", name), name);
        }
        assertEquals(address("one"), find("two", "one"));
      }
      assertEquals("", find("one", "two"));
    }
  }

  @Test
  void onTheDefaultNetworkTheyDoNot() throws Exception {
    try (Running one = start("one");
        Running two = start("two")) {
      assertEquals("", find("one", "two"));
    }
  }

  @Test
  void itFindsItselfByItsHostName() throws Exception {
    String self = "hostname -i";
    String both = "hostname -i; ip -4 -o address show dev eth0 | awk '{ print $4 }'";
    String[] lines =
        root.runOut("--network", "back", "-h", "me", "busybox", "sh", "-c", both).split("\n");
    assertEquals(lines[1], lines[0] + "/24");
    assertEquals(
        "127.0.1.1", root.runOut("--network", "none", "busybox", "sh", "-c", self).strip());
  }
}
