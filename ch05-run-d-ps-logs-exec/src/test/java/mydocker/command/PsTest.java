package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import mydocker.testing.Running;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which containers ps lists, and what it says about them: three of them, from old to new. */
@RequiresRoot
class PsTest {
  @TempDir private static Path folder;
  private static Root root;
  private static Running running;

  @BeforeAll
  static void makeContainers() throws Exception {
    root = Root.withBusybox(folder);
    root.runAndKeep("--name", "ended", "busybox", "sh", "-c", "exit 3");
    root.runAndKeep("--name", "failed", "busybox", "nosuch");
    running = Running.start(root, "up", "printf 12345 > /five");
  }

  @AfterAll
  static void remove() throws Exception {
    running.close();
  }

  @Test
  void theTableIsDockers() throws Exception {
    List<String> lines = root.out("ps", "-a").lines().toList();
    assertEquals(
        "CONTAINER ID   IMAGE     COMMAND                  STATUS",
        lines.get(0).replaceAll("STATUS.*", "STATUS"));
    assertTrue(lines.get(0).endsWith("   NAMES"), lines.get(0));
    String id = "[0-9a-f]{12} {3}busybox {3}";
    assertTrue(lines.get(1).matches(id + "\"sh -c printf 12345 …\" +Up .*up"), lines.get(1));
    assertTrue(lines.get(2).matches(id + "\"nosuch\" +Created +failed"), lines.get(2));
    assertTrue(lines.get(3).matches(id + "\"sh -c exit 3\" +Exited \\(3\\) +ended"), lines.get(3));
    assertEquals(4, lines.size());
  }

  @Test
  void thoseThatRunAreListedWithoutBeingAskedFor() throws Exception {
    assertEquals("up\n", root.ps("{{.Names}}"));
    assertEquals("up\nfailed\nended\n", root.ps("{{.Names}}", "-a"));
  }

  @Test
  void idsAreShortOrWhole() throws Exception {
    String whole = root.out("ps", "-q", "--no-trunc").strip();
    assertTrue(whole.matches("[0-9a-f]{64}"), whole);
    assertEquals(whole.substring(0, 12) + "\n", root.out("ps", "-q"));
  }
}
