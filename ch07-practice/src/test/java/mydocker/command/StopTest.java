package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import mydocker.testing.Await;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How containers that run are ended, waited for, and started again. */
@RequiresRoot
class StopTest {
  private static final String STATUS = "{{.State.Status}} {{.State.ExitCode}}";

  /** Says which of its signals it has got, and ends as a program does that was asked to. */
  private static final String TRAPS =
      "for s in HUP INT TERM USR1; do trap \"echo $s; exit 143\" $s; done; trap 'echo told' USR2;"
          + " echo ready; while :; do sleep 0.05; done";

  @TempDir private static Path folder;
  private static Root root;

  @BeforeAll
  static void makeImage() throws Exception {
    root = Root.withBusybox(folder);
  }

  private static void trapping(String name, String... options) throws Exception {
    String[] words = new String[options.length + 6];
    words[0] = "--name";
    words[1] = name;
    System.arraycopy(options, 0, words, 2, options.length);
    List<String> command = List.of("busybox", "sh", "-c", TRAPS);
    for (int i = 0; i < command.size(); i++) {
      words[options.length + 2 + i] = command.get(i);
    }
    root.detach(words);
    Await.until("it is ready", () -> root.out("logs", name).equals("ready\n"));
  }

  @Test
  void itIsAskedByTheSignalThatItWantsOrThatIsWanted() throws Exception {
    trapping("term");
    trapping("usr1", "--stop-signal", "USR1");
    trapping("int", "--stop-signal", "USR1");
    assertEquals("term\nusr1\n", root.out("stop", "term", "usr1"));
    assertEquals("int\n", root.out("stop", "-s", "SIGINT", "int"));
    assertEquals("ready\nTERM\n", root.out("logs", "term"));
    assertEquals("ready\nUSR1\n", root.out("logs", "usr1"));
    assertEquals("ready\nINT\n", root.out("logs", "int"));
    assertEquals("exited 143", root.inspect("term", STATUS));
    assertEquals("term\n", root.out("stop", "term"), "what has ended is as it shall be");
    root.out("rm", "term", "usr1", "int");
  }

  @Test
  void itIsAskedByTheSignalOfItsImage() throws Exception {
    root.runAndKeep("--name", "made", "busybox", "true");
    root.out("commit", "-c", "STOPSIGNAL SIGHUP", "made", "hup");
    root.detach("--name", "box", "hup", "sh", "-c", TRAPS);
    Await.until("it is ready", () -> root.out("logs", "box").equals("ready\n"));
    root.out("stop", "box");
    assertEquals("ready\nHUP\n", root.out("logs", "box"));
    root.out("rm", "box", "made");
    root.out("rmi", "hup");
  }

  /** Process 1 of a PID namespace gets no signal that it has no handler for. */
  @Test
  void whoDoesNotListenIsKilled() throws Exception {
    root.detach("--name", "deaf", "busybox", "sleep", "1000");
    root.detach("--name", "shell", "--stop-timeout", "1", "busybox", "sh", "-c", "sleep 1000; :");
    long begin = System.nanoTime();
    Mydocker stop = root.mydocker("stop", "-t", "0", "deaf", "nosuch", "deaf");
    assertEquals(new Mydocker(1, "deaf\ndeaf\n", "mydocker: No such container: nosuch\n"), stop);
    root.out("stop", "shell");
    assertTrue(System.nanoTime() - begin < 9_000_000_000L, "the 10 seconds were not waited for");
    assertEquals("exited 137", root.inspect("deaf", STATUS));
    assertEquals("exited 137", root.inspect("shell", STATUS));
    root.out("rm", "deaf", "shell");
  }

  @Test
  void aSignalIsOnlyASignal() throws Exception {
    trapping("box");
    assertEquals("box\n", root.out("kill", "-s", "USR2", "box"));
    Await.until("it has got it", () -> root.out("logs", "box").equals("ready\ntold\n"));
    assertEquals("running 0", root.inspect("box", STATUS));
    Mydocker nonsense = root.mydocker("kill", "-s", "NOSUCH", "box");
    assertEquals("mydocker: invalid signal: NOSUCH\n", nonsense.err());
    assertEquals("box\n", root.out("kill", "box"));
    assertEquals("exited 137", root.inspect("box", STATUS));
    Mydocker again = root.mydocker("kill", "box");
    assertTrue(again.err().matches("mydocker: cannot kill container: box: .* is not running\n"));
    assertEquals(1, again.code());
    root.out("rm", "box");
  }

  @Test
  void waitTellsTheCodesInOrder() throws Exception {
    root.detach("--name", "three", "busybox", "sh", "-c", "exit 3");
    trapping("box");
    Process wait = new ProcessBuilder(root.command("wait", "three", "box", "three")).start();
    assertEquals("3", wait.inputReader().readLine());
    root.out("stop", "box");
    assertEquals(List.of("143", "3"), wait.inputReader().lines().toList());
    assertEquals(0, wait.waitFor());
    root.out("rm", "box", "three");
  }

  @Test
  void restartEndsItAndStartsItOnItsFiles() throws Exception {
    root.detach("--name", "box", "busybox", "sh", "-c", "echo x >> /n; cat /n; exec sleep 1000");
    Await.until("it has begun", () -> root.out("logs", "box").equals("x\n"));
    String pid = root.inspect("box", "{{.State.Pid}}");
    assertEquals("box\n", root.out("start", "box"), "one that runs is as it shall be");
    assertEquals(pid, root.inspect("box", "{{.State.Pid}}"));
    assertEquals("box\n", root.out("restart", "-t", "0", "box"));
    assertNotEquals(pid, root.inspect("box", "{{.State.Pid}}"));
    Await.until("it has begun again", () -> root.out("logs", "box").equals("x\nx\nx\n"));
    root.out("stop", "-t", "0", "box");
    assertEquals("box\n", root.out("restart", "box"), "also one that has ended");
    Await.until("it goes on", () -> root.out("logs", "box").equals("x\nx\nx\nx\nx\nx\n"));
    root.out("rm", "-f", "box");
  }

  @Test
  void startAttachesWhereThatIsWanted() throws Exception {
    root.runAndKeep("-i", "--name", "box", "busybox", "sh", "-c", "cat; exit 5");
    root.runAndKeep("--name", "deaf", "busybox", "sh", "-c", "cat; echo err >&2; exit 6");
    assertEquals(new Mydocker(6, "", "err\n"), root.mydocker("start", "-a", "deaf"));
    Process start = new ProcessBuilder(root.command("start", "-ai", "box")).start();
    start.outputWriter().append("typed\n").close();
    assertEquals(List.of("typed"), start.inputReader().lines().toList());
    assertEquals(5, start.waitFor());
    root.out("rm", "box", "deaf");
  }
}
