package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers whose stdin, stdout and stderr are ours, through pipes. */
@RequiresRoot
class AttachTest {
  private static final int MANY = 10 << 20;

  @TempDir private static Path folder;
  private static Root root;

  @BeforeAll
  static void makeImage() throws Exception {
    root = Root.withBusybox(folder);
  }

  @AfterEach
  void remove() throws Exception {
    root.mydocker("rm", "-f", "box"); // if it is there
  }

  /** Any bytes, zeros among them, and the end of them. */
  @Test
  void stdinComesAsItIsAndEnds() throws Exception {
    byte[] bytes = new byte[MANY];
    new Random(1).nextBytes(bytes);
    Arrays.fill(bytes, 0, 1000, (byte) 0);
    Path in = Files.write(folder.resolve("in"), bytes);
    Path out = folder.resolve("out");
    Process run =
        new ProcessBuilder(root.runCommand("-i", "busybox", "cat"))
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertEquals(0, run.waitFor());
    assertArrayEquals(bytes, Files.readAllBytes(out));
  }

  @Test
  void whoAttachesSeesWhatComesFromThenOnAndItsEnd() throws Exception {
    root.detach(
        "-i",
        "--name",
        "box",
        "busybox",
        "sh",
        "-c",
        "echo before; while read -r x; do echo \"$x\"; echo \"e$x\" >&2; done; exit 6");
    Process one = new ProcessBuilder(root.command("attach", "box")).start();
    one.outputWriter().append("1\n").flush();
    assertEquals("1", one.inputReader().readLine());
    assertEquals("e1", one.errorReader().readLine());
    Process other = new ProcessBuilder(root.command("attach", "box")).start();
    other.outputWriter().append("2\n").flush();
    assertEquals("2", other.inputReader().readLine());
    assertEquals("2", one.inputReader().readLine());
    root.out("stop", "-t", "0", "box");
    assertEquals(137, one.waitFor());
    assertEquals(137, other.waitFor());
    assertEquals("before\n1\n2\n", root.mydocker("logs", "box").out());
    root.out("rm", "box");
  }

  @Test
  void attachingToWhatDoesNotRunIsRefused() throws Exception {
    root.runAndKeep("--name", "box", "busybox", "true");
    assertEquals(
        new Mydocker(1, "", "mydocker: cannot attach to a stopped container, start it first\n"),
        root.mydocker("attach", "box"));
    root.out("rm", "box");
  }

  /** The signals that we get are the container's, unless that is not wanted. */
  @Test
  void signalsArePassedOn() throws Exception {
    String script = "trap 'echo got; exit 7' TERM; while :; do echo tick; sleep 0.05; done";
    Process run =
        new ProcessBuilder(
                root.command(
                    "run",
                    "--cgroup-parent",
                    Root.PARENT,
                    "--name",
                    "box",
                    "busybox",
                    "sh",
                    "-c",
                    script))
            .start();
    assertEquals("tick", run.inputReader().readLine());
    Process watch =
        new ProcessBuilder(root.command("attach", "--no-stdin", "--sig-proxy=false", "box"))
            .start();
    assertEquals("tick", watch.inputReader().readLine());
    run.toHandle().destroy(); // Process.destroy() would close what we read
    List<String> lines = run.inputReader().lines().toList();
    assertEquals("got", lines.get(lines.size() - 1));
    assertEquals(7, run.waitFor());
    assertEquals(7, watch.waitFor());
    root.out("rm", "box");
  }
}
