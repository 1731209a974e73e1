package mydocker.exercise;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import mydocker.linux.Cell;
import mydocker.linux.LibC;
import mydocker.linux.Pipe;
import mydocker.linux.ProcessId;
import mydocker.linux.Routine;
import mydocker.linux.Routine.Label;
import mydocker.testing.Await;
import mydocker.testing.HostUnchanged;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The solutions of chapter 5's exercises. */
@RequiresRoot
@ExtendWith(HostUnchanged.class)
class LifeExercisesTest {
  private static final int SIGSTOP = 19;
  private static final int SIGCONT = 18;

  @TempDir static Path folder;
  private static Root root;

  @BeforeAll
  static void makeRoot() throws Exception {
    root = Root.withBusybox(folder);
  }

  private static void start(String name, String script) throws Exception {
    root.out(
        "run", "-d", "--cgroup-parent", Root.PARENT, "--name", name, "busybox", "sh", "-c", script);
  }

  private static String inspect(String name, String what) throws Exception {
    return root.inspect(name, "{{" + what + "}}");
  }

  private static ProcessId process(String name) throws Exception {
    return ProcessId.of(Integer.parseInt(inspect(name, ".State.Pid")));
  }

  private static String inside(String name, String script) throws Exception {
    return root.out("exec", name, "sh", "-c", script).strip();
  }

  /** Exercise 1: what becomes of an orphan whose new parent does not wait. */
  @Test
  void exercise1() throws Exception {
    String zombies = "cat /proc/[0-9]*/stat 2> /dev/null | grep -c ' Z 1 '; true";
    start("careless", "(sleep 0.1 &); exec sleep 1000");
    Await.until("there is a zombie", () -> inside("careless", zombies).equals("1"));
    start("careful", "(sleep 0.1; touch /done) & while :; do sleep 0.1; done");
    Await.until("it has ended", () -> inside("careful", "ls /").contains("done"));
    Await.until("the shell has waited for it", () -> inside("careful", zombies).equals("0"));
    root.out("rm", "-f", "careless", "careful");
  }

  /** Exercise 2: a script that passes SIGTERM on to the program that it has started. */
  @Test
  void exercise2() throws Exception {
    start("init", "trap 'kill $child' TERM; sleep 1000 & child=$!; echo ready; wait $child");
    Await.until("the trap is set", () -> root.out("logs", "init").equals("ready\n"));
    root.out("stop", "init");
    assertEquals("143", inspect("init", ".State.ExitCode"));
    root.out("rm", "init");
  }

  /** Exercise 3: a container whose output nobody takes. */
  @Test
  void exercise3() throws Exception {
    start(
        "writer",
        "echo 0 > /n; until [ -e /go ]; do sleep 0.1; done; n=0;"
            + " while head -c 4096 /dev/zero; do n=$((n + 1)); echo $n > /n; done");
    ProcessId monitor = process("writer").parent();
    monitor.signal(SIGSTOP);
    inside("writer", "touch /go");
    Await.until("it has written 64 kB", () -> inside("writer", "cat /n").equals("16"));
    Await.until(
        "it waits in write(2)",
        () -> inside("writer", "cat /proc/[0-9]*/wchan").contains("pipe_w"));
    assertEquals("16", inside("writer", "cat /n"));
    monitor.signal(SIGCONT);
    Await.until("it goes on, to 100 and more", () -> inside("writer", "cat /n").length() > 2);
    root.out("rm", "-f", "writer");
  }

  /** Exercise 4: a routine that does something three times. */
  @Test
  void exercise4() throws Exception {
    Cell marks = new Cell("marks", 3 * Long.BYTES); // two times more, then no more
    marks.putLong(0, 1).putLong(8, 1).putLong(16, 0);
    Label again = new Label("again");
    try (Pipe pipe = new Pipe(LibC.get())) {
      int end = pipe.writeEnd();
      Routine routine = new Routine().keep(end).mark(again);
      Cell condition = new Cell("condition", Long.BYTES);
      routine.call("write", end, "tick ", 5);
      routine.call("memcpy", condition, marks, Long.BYTES);
      routine.call("memmove", marks, marks.at(Long.BYTES, "rest"), 2 * Long.BYTES);
      routine.jumpIf(condition.value(), again).call("_exit", 0);
      assertEquals(0, routine.start().waitFor());
      pipe.closeWriteEnd();
      byte[] buffer = new byte[100];
      assertEquals("tick tick tick ", new String(buffer, 0, pipe.read(buffer), UTF_8));
    }
  }

  /** Exercise 5: who keeps the word of a run --rm that is killed. */
  @Test
  void exercise5() throws Exception {
    List<String> command = root.runCommand("--name", "short", "busybox", "sleep", "1000");
    Process run = new ProcessBuilder(command).start();
    Await.until("it runs", () -> root.out("ps").contains("short"));
    run.destroyForcibly().waitFor();
    assertTrue(root.out("ps").contains("short"));
    process("short").kill();
    Await.until("it is removed", () -> !root.out("ps", "-a").contains("short"));
  }
}
