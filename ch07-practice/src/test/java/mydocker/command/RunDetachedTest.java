package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mydocker.testing.Await;
import mydocker.testing.Mydocker;
import mydocker.testing.Pty;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Containers in the background. */
@RequiresRoot
class RunDetachedTest {
  private static final int SIGKILL = 9;

  @TempDir private static Path folder;
  private static Root root;

  @BeforeAll
  static void makeImage() throws Exception {
    root = Root.withBusybox(folder);
  }

  @Test
  void itsIdIsPrintedWhenItsCommandHasBegun() throws Exception {
    String id = root.detach("--name", "box", "-e", "A=b c", "busybox", "sleep", "1000");
    assertTrue(id.matches("[0-9a-f]{64}"), id);
    int pid = Integer.parseInt(root.inspect("box", "{{.State.Pid}}"));
    Path process = Path.of("/proc", Integer.toString(pid));
    assertEquals("sleep\0" + "1000\0", Files.readString(process.resolve("cmdline")));
    assertTrue(Files.readString(process.resolve("environ")).contains("\0A=b c\0"));
    assertEquals(id, root.inspect(id.substring(0, 12), "{{.Id}}"));
    assertEquals(id.substring(0, 12) + "\n", root.out("ps", "-q"));
    root.out("rm", "-f", "box");
  }

  /** There is nobody then to whom the exit code of its command could be told. */
  @ParameterizedTest
  @CsvSource({"/etc/passwd, 126", "nosuch, 127", "exit 5, 0"})
  void whatCannotBeExecutedIsAnErrorAndNothingElseIs(String command, int code) throws Exception {
    String[] words =
        command.startsWith("exit") ? new String[] {"sh", "-c", command} : new String[] {command};
    Mydocker run = root.runAndKeep(join(words));
    assertEquals(code, run.code());
    assertEquals(code == 0, run.err().isEmpty(), run.err());
    Await.until("it has ended", () -> root.out("ps", "-q").isEmpty());
    String status = root.ps("{{.Status}}", "-a");
    assertTrue(status.matches(code == 0 ? "Exited \\(5\\) .*\n" : "Created\n"), status);
    root.out("rm", "box");
  }

  private static String[] join(String... command) {
    List<String> words = new java.util.ArrayList<>(List.of("-d", "--name", "box", "busybox"));
    words.addAll(List.of(command));
    return words.toArray(String[]::new);
  }

  @Test
  void whatIsAskedForInVainIsAnErrorOfOurs() throws Exception {
    Mydocker run = root.runAndKeep("-d", "--name", "box", "-m", "1k", "busybox", "true");
    assertEquals(125, run.code());
    assertEquals("", run.out());
    assertEquals("", root.out("ps", "-aq"));
  }

  @Test
  void withRmNothingOfItStays() throws Exception {
    String id = root.detach("--rm", "--name", "box", "busybox", "sleep", "1000");
    root.out("stop", "-t", "0", "box");
    assertEquals("", root.out("ps", "-aq"));
    root.detach("--rm", "--name", "box", "busybox", "true");
    Await.until("it is removed", () -> root.out("ps", "-aq").isEmpty());
    assertTrue(Files.notExists(folder.resolve("overlay2/" + id)));
    Mydocker run = root.runAndKeep("-d", "--rm", "--name", "box", "busybox", "nosuch");
    assertEquals(127, run.code());
    assertEquals("", root.out("ps", "-aq"));
  }

  /** Its stdin is open, and waits for somebody. */
  @Test
  void oneThatIsInteractiveIsTypedToLater() throws Exception {
    root.detach("-i", "--name", "box", "busybox", "cat");
    Process attach = new ProcessBuilder(root.command("attach", "box")).start();
    attach.outputWriter().append("hello\n").flush();
    assertEquals("hello", attach.inputReader().readLine());
    attach.destroyForcibly().waitFor();
    assertEquals("running", root.inspect("box", "{{.State.Status}}"));
    assertEquals("hello\n", root.out("logs", "box"));
    root.out("rm", "-f", "box");
  }

  /** With the terminal goes all that belongs to its session: the container does not. */
  @Test
  void itGoesOnWhenTheTerminalIsClosed() throws Exception {
    List<String> run =
        root.command(
            "run", "-d", "--cgroup-parent", Root.PARENT, "--name", "box", "busybox", "sleep", "99");
    try (Pty pty = new Pty(List.of("/bin/sh", "-c", String.join(" ", run) + "; sleep 99"))) {
      Await.until("it runs", () -> !root.out("ps", "-q").isEmpty());
      pty.signal(SIGKILL);
    }
    assertEquals("running", root.inspect("box", "{{.State.Status}}"));
    root.out("rm", "-f", "box");
  }

  /** The one who waits for it in the foreground is not the one who keeps it. */
  @Test
  void oneInTheForegroundGoesOnWhenWeAreKilled() throws Exception {
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
                    "echo up; trap 'echo asked; exit 4' TERM; while :; do sleep 0.05; done"))
            .start();
    assertEquals("up", run.inputReader().readLine());
    run.destroyForcibly().waitFor();
    assertEquals("running", root.inspect("box", "{{.State.Status}}"));
    root.out("stop", "box");
    assertEquals("up\nasked\n", root.out("logs", "box"));
    assertEquals("4", root.inspect("box", "{{.State.ExitCode}}"));
    root.out("rm", "box");
  }
}
