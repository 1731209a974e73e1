package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import mydocker.testing.Running;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a container has changed, as the kernel's union has recorded it. */
@RequiresRoot
class DiffTest {
  @TempDir private static Path folder;
  private static Root root;

  @BeforeAll
  static void makeImage() throws Exception {
    root = Root.withBusybox(folder);
    root.runAndKeep("--name", "base", "busybox", "sh", "-c", "mkdir /d /e; touch /d/1 /d/2 /e/3");
    root.out("commit", "base", "two-layers");
    root.out("rm", "base");
  }

  @Test
  void whatWasNeverStartedHasChangedNothing() throws Exception {
    root.runAndKeep("--name", "box", "busybox", "nosuch");
    assertEquals("", root.out("diff", "box"));
    root.out("rm", "box");
  }

  @Test
  void allThatItDoesIsListedByPath() throws Exception {
    String script =
        """
        echo 4 > /d/4; rm /d/1; echo more >> /d/2
        rm -r /e; mkdir /e; touch /e/5
        ln -s /nowhere /link; mkfifo /pipe; mkdir -p /a/b/c
        rm /bin/wget; cat /bin/true > /dev/null; chmod 700 /home; touch /dev/x /tmp
        """;
    assertEquals("", root.runAndKeep("--name", "box", "two-layers", "sh", "-c", script).err());
    assertEquals(
        """
        A /a
        A /a/b
        A /a/b/c
        C /bin
        D /bin/wget
        C /d
        D /d/1
        C /d/2
        A /d/4
        C /e
        D /e/3
        A /e/5
        C /home
        A /link
        A /pipe
        C /tmp
        """,
        root.out("diff", "box"));
    root.out("rm", "box");
  }

  /** Its volumes are the host's, but the places for them are the container's. */
  @Test
  void itIsSeenWhileItRuns() throws Exception {
    String data = folder + ":/data";
    try (Running box = Running.start(root, "box", "echo > /new; touch /data/mine", "-v", data)) {
      assertEquals("A /data\nA /new\n", root.out("diff", "box"));
    }
  }

  @Test
  void whatIsNotThereHasNoDiff() throws Exception {
    Mydocker diff = root.mydocker("diff", "nosuch");
    assertEquals("mydocker: No such container: nosuch\n", diff.err());
    assertEquals(1, diff.code());
  }
}
