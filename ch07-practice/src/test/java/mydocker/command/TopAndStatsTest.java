package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import mydocker.testing.Mydocker;
import mydocker.testing.Pty;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import mydocker.testing.Running;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the processes of a container are, and what they use: one works, and one waits. */
@RequiresRoot
class TopAndStatsTest {
  @TempDir private static Path folder;
  private static Root root;
  private static Running box;

  @BeforeAll
  static void makeContainers() throws Exception {
    root = Root.withBusybox(folder);
    String busy = "(while :; do :; done) &";
    box = Running.start(root, "box", busy, "--cpus", "0.5", "-m", "64m");
    root.runAndKeep("--name", "ended", "busybox", "true");
  }

  @AfterAll
  static void remove() throws Exception {
    box.close();
  }

  @Test
  void topShowsItsProcessesAndNoOthers() throws Exception {
    List<String> lines = root.out("top", "box").lines().toList();
    assertEquals(
        List.of("UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD"),
        List.of(lines.get(0).split(" +")));
    assertEquals("UID                 PID", lines.get(0).substring(0, 23));
    assertEquals(3, lines.size(), lines.toString());
    String sleep = lines.stream().filter(l -> l.endsWith("sleep 1000")).findFirst().orElseThrow();
    assertEquals(Integer.toString(box.pid()), sleep.split(" +")[1]);
  }

  @Test
  void topAsksPsForWhatOneWants() throws Exception {
    List<String> lines = root.out("top", "box", "-eo", "pid,comm").lines().toList();
    assertEquals("PID                 COMMAND", lines.get(0));
    assertEquals(3, lines.size(), lines.toString());
  }

  @Test
  void topSaysWhatIsWrong() throws Exception {
    String id = root.out("inspect", "-f", "{{.Id}}", "ended").strip();
    fails("Container " + id + " is not running", "top", "ended");
    fails("No such container: nosuch", "top", "nosuch");
    fails("Couldn't find PID field in ps output", "top", "box", "-eo", "comm");
    Mydocker unknown = root.mydocker("top", "box", "--nosuch");
    assertTrue(unknown.err().startsWith("mydocker: error running ps: error: "), unknown.err());
    assertEquals(1, unknown.code());
  }

  private static void fails(String message, String... words) throws Exception {
    Mydocker run = root.mydocker(words);
    assertEquals("mydocker: " + message + "\n", run.err());
    assertEquals(1, run.code());
  }

  @Test
  void statsAreInDockersColumns() throws Exception {
    List<String> lines = root.out("stats", "--no-stream").lines().toList();
    assertEquals(
        List.of(
            "CONTAINER ID",
            "NAME",
            "CPU %",
            "MEM USAGE / LIMIT",
            "MEM %",
            "NET I/O",
            "BLOCK I/O",
            "PIDS"),
        List.of(lines.get(0).split(" {2,}")));
    String row =
        "[0-9a-f]{12} +box +\\d+\\.\\d\\d% +[\\d.]+[KM]iB / 64MiB +\\d+\\.\\d\\d% +\\S+B / \\S+B"
            + " +\\S+B / \\S+B +2";
    assertTrue(lines.get(1).matches(row), lines.get(1));
    assertEquals(2, lines.size());
  }

  /** It would use a whole CPU if it could, and however busy the machine is, more than nothing. */
  @Test
  void statsTellWhatWasUsedMeanwhile() throws Exception {
    String percent = root.out("stats", "--no-stream", "--format", "{{.CPUPerc}}", "box");
    double used = Double.parseDouble(percent.strip().replace("%", ""));
    assertTrue(used > 1 && used < 75, percent);
  }

  @Test
  void whatHasEndedUsesNothing() throws Exception {
    String all = root.out("stats", "-a", "--no-stream", "--format", "{{.Name}} {{.PIDs}}");
    assertEquals("ended 0\nbox 2\n", all);
    assertEquals(
        "0.00% 0B / 0B 0.00% 0B / 0B\n",
        root.out(
            "stats",
            "--no-stream",
            "--format",
            "{{.CPUPerc}} {{.MemUsage}} {{.MemPerc}} {{.NetIO}}",
            "ended"));
    fails("No such container: nosuch", "stats", "--no-stream", "nosuch");
  }

  @Test
  void onATerminalTheyAreShownAgainAndAgainUntilCtrlC() throws Exception {
    try (Pty pty = new Pty(root.command("stats", "--format", "{{.Name}} uses {{.PIDs}}"))) {
      for (int i = 0; i < 2; i++) {
        pty.waitFor("\033[2J\033[Hbox uses 2");
      }
      pty.type("\003");
      assertEquals(130, pty.exitCode());
    }
  }
}
