package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mydocker.testing.Await;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers that are started again when they have ended, with nobody there to do it. */
@RequiresRoot
class RestartPolicyTest {
  private static final String STATE =
      "{{.State.Status}} {{.State.ExitCode}} {{.RestartCount}} {{.State.Restarting}}";

  /** It writes down when it is started, in seconds since the machine was. */
  private static final String TIMES = "cut -d ' ' -f 1 /proc/uptime; exit 1";

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

  private static void awaitState(String state) throws Exception {
    Await.until(state, () -> root.inspect("box", STATE).equals(state));
  }

  private static List<Double> times() throws Exception {
    return root.out("logs", "box").lines().map(Double::valueOf).toList();
  }

  /** The delays are 0.1, 0.2 and 0.4 seconds, and what a start takes. */
  @Test
  void afterAFailureItIsStartedSoManyTimesAndEachTimeLater() throws Exception {
    root.detach("--restart", "on-failure:3", "--name", "box", "busybox", "sh", "-c", TIMES);
    assertEquals("1\n", root.out("wait", "box"), "not before it is over");
    assertEquals("exited 1 3 false", root.inspect("box", STATE));
    List<Double> times = times();
    assertEquals(4, times.size());
    IntStream.range(0, 3)
        .forEach(i -> assertTrue(times.get(i + 1) - times.get(i) >= 0.1 * (1 << i), "" + times));
    root.out("rm", "box");
    root.detach("--restart", "on-failure", "--name", "box", "busybox", "echo", "once");
    awaitState("exited 0 0 false");
    assertEquals("once\n", root.out("logs", "box"));
    root.out("rm", "box");
  }

  @ParameterizedTest
  @ValueSource(strings = {"always", "unless-stopped"})
  void itGoesOnUntilItIsStopped(String policy) throws Exception {
    root.detach(
        "--restart", policy, "--name", "box", "busybox", "sh", "-c", "echo x; exec sleep 99");
    long pid = Long.parseLong(root.inspect("box", "{{.State.Pid}}"));
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    Await.until("another one", () -> root.inspect("box", STATE).equals("running 0 1 false"));
    Await.until("it says so", () -> root.out("logs", "box").equals("x\nx\n"));
    root.out("kill", "box"); // as somebody wants it, who wants no other one
    assertEquals("exited 137 1 false", root.inspect("box", STATE));
    root.out("start", "box");
    assertEquals("running 0 0 false", root.inspect("box", STATE));
    root.out("stop", "-t", "0", "box");
    assertEquals("exited 137 0 false", root.inspect("box", STATE));
    root.out("rm", "box");
  }

  /**
   * Between its end and its next start there is a process that waits; it is none of a JVM's size.
   */
  @Test
  void whileItWaitsItIsRestartingAndCanBeStoppedOrRemoved() throws Exception {
    root.detach("--restart", "always", "--name", "box", "busybox", "sh", "-c", TIMES);
    Await.until("its delay is long", () -> times().size() >= 5);
    Await.until(
        "it waits", () -> root.out("ps", "--format", "{{.Status}}").startsWith("Restarting (1) "));
    Mydocker exec = root.mydocker("exec", "box", "true");
    assertEquals(1, exec.code());
    assertTrue(exec.err().contains("is restarting, wait until"), exec.err());
    Mydocker rm = root.mydocker("rm", "box");
    assertTrue(rm.err().contains("container is restarting: stop the container before"), rm.err());
    root.out("stop", "box");
    assertTrue(root.inspect("box", STATE).startsWith("exited 1 "));
    int starts = times().size();
    root.out("start", "box");
    Await.until("it goes on", () -> times().size() > starts);
    root.out("rm", "-f", "box");
    assertEquals(List.of(), processes());
    assertEquals("", root.out("ps", "-aq"));
  }

  /** A stop is never lost, whatever the container is just doing. */
  @ParameterizedTest
  @ValueSource(ints = {0, 60, 120, 180, 240, 300, 360})
  void stoppedAtAnyMomentItIsNotStartedAgain(int millis) throws Exception {
    root.detach("--restart", "always", "--name", "box", "busybox", "false");
    Thread.sleep(millis);
    root.out("stop", "-t", "0", "box");
    String state = root.inspect("box", STATE);
    assertTrue(state.startsWith("exited "), state);
    assertEquals(List.of(), processes(), "that could start it");
  }

  /** All that know of our folder. */
  private static List<String> processes() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(process -> process.getFileName().toString().matches("\\d+"))
          .filter(RestartPolicyTest::isOurs)
          .map(Path::toString)
          .toList();
    }
  }

  private static boolean isOurs(Path process) {
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      String command = Files.readString(process.resolve("cmdline"));
      return command.contains(folder.toString())
          || files.anyMatch(file -> target(file).startsWith(folder.toString()));
    } catch (IOException e) {
      return false; // it has ended
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void itIsNotRemovedAndStartedAgainBoth() throws Exception {
    Mydocker run = root.run("--restart", "always", "busybox", "true");
    assertEquals(
        "mydocker: conflicting options: cannot specify both --restart and --rm\n", run.err());
    assertEquals(125, run.code());
  }
}
