package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import mydocker.testing.Await;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers whose processes stand still. */
@RequiresRoot
class PauseTest {
  @TempDir private static Path folder;
  private static Root root;

  @BeforeAll
  static void makeImage() throws Exception {
    root = Root.withBusybox(folder);
  }

  private static void refused(String message, String... words) throws Exception {
    Mydocker run = root.mydocker(words);
    assertTrue(run.err().matches("mydocker: " + message + "\n"), run.err());
    assertEquals(1, run.code());
  }

  @Test
  void nothingInItGoesOnUntilItIsAllowedTo() throws Exception {
    String count = "i=0; while :; do i=$((i+1)); echo $i; sleep 0.01; done";
    root.detach("--name", "box", "busybox", "sh", "-c", count);
    Await.until("it counts", () -> root.out("logs", "box").contains("\n3\n"));
    assertEquals("box\n", root.out("pause", "box"));
    String before = root.out("logs", "box");
    assertTrue(root.out("ps", "--format", "{{.Status}}").matches("Up .* \\(Paused\\)\n"));
    refused("container [0-9a-f]{64} is already paused", "pause", "box");
    refused("cannot attach to a paused container, unpause it first", "attach", "--no-stdin", "box");
    refused(".*Container box is paused, unpause the container before exec", "exec", "box", "true");
    refused(".*container is paused and must be unpaused first", "rm", "box");
    assertEquals(before, root.out("logs", "box"));
    assertEquals("box\n", root.out("unpause", "box"));
    Await.until("it counts on", () -> root.out("logs", "box").length() > before.length());
    refused("container [0-9a-f]{64} is not paused", "unpause", "box");
    root.out("rm", "-f", "box");
    refused("No such container: box", "pause", "box");
  }

  /** What stands still gets no signal, not even SIGKILL with version 1 of cgroups. */
  @Test
  void whatStandsStillCanBeEnded() throws Exception {
    String traps = "trap 'exit 9' TERM; echo ready; while :; do sleep 0.05; done";
    root.detach("--name", "asked", "busybox", "sh", "-c", traps);
    root.detach("--name", "killed", "busybox", "sleep", "1000");
    root.detach("--name", "removed", "busybox", "sleep", "1000");
    Await.until("it is ready", () -> root.out("logs", "asked").equals("ready\n"));
    assertEquals("asked\nkilled\nremoved\n", root.out("pause", "asked", "killed", "removed"));
    root.out("stop", "asked");
    root.out("kill", "killed");
    root.out("rm", "-f", "removed");
    assertEquals("9", root.inspect("asked", "{{.State.ExitCode}}"));
    assertEquals("137", root.inspect("killed", "{{.State.ExitCode}}"));
    refused("container [0-9a-f]{64} is not running", "pause", "asked");
    root.out("rm", "asked", "killed");
  }
}
