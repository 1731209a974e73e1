package mydocker.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import mydocker.testing.LogWriter;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The logs of containers that have ended, with records as no shell would write them. */
@RequiresRoot
class LogsTest {
  private static final Instant NOON = Instant.parse("2017-08-04T12:00:00.5Z");

  private static final String ERR = "first error\nsecond error\n";

  @TempDir private static Path folder;
  private static Root root;

  @BeforeAll
  static void makeContainers() throws Exception {
    root = Root.withBusybox(folder);
    keep("box");
    try (LogWriter log = logOfNewest()) {
      log.write(1, NOON, "one\ntwo\nthr");
      log.write(2, NOON.plusSeconds(1), "first error\nsecond ");
      log.write(1, NOON.plusSeconds(2), "ee\nfour\n");
      log.write(2, NOON.plusSeconds(3), "error\n");
      log.write(1, NOON.plusSeconds(4), "five");
    }
    keep("silent");
  }

  private static void keep(String name) throws Exception {
    Mydocker run = root.runAndKeep("--name", name, "busybox", "true");
    assertEquals(new Mydocker(0, "", ""), run);
  }

  private static LogWriter logOfNewest() throws Exception {
    String id = root.out("ps", "-aq", "--no-trunc").lines().findFirst().orElseThrow();
    return new LogWriter(folder.resolve("containers/" + id));
  }

  private static void assertLogs(String out, String err, String... options) throws Exception {
    String[] words = new String[options.length + 2];
    words[0] = "logs";
    System.arraycopy(options, 0, words, 1, options.length);
    words[options.length + 1] = "box";
    assertEquals(new Mydocker(0, out, err), root.mydocker(words));
  }

  @Test
  void eachStreamGoesToItsOwn() throws Exception {
    assertLogs("one\ntwo\nthree\nfour\nfive", ERR);
    assertLogs("one\ntwo\nthree\nfour\nfive", ERR, "-f");
  }

  @Test
  void whoHasWrittenNothingHasNone() throws Exception {
    assertEquals("", root.out("logs", "-f", "silent"));
  }

  @Test
  void whatIsWrongIsSaid() throws Exception {
    assertEquals(
        new Mydocker(1, "", "mydocker: No such container: nosuch\n"),
        root.mydocker("logs", "nosuch"));
  }

  @Test
  void whoStopsReadingEndsIt() throws Exception {
    String logs = String.join(" ", root.command("logs", "box"));
    String script = "{ sleep 0.1; " + logs + " 2> /dev/null; echo $? >&2; } | true";
    Mydocker shell = Mydocker.run(List.of("sh", "-c", script));
    assertEquals("125\n", shell.err());
  }

  @Test
  void whoFollowsReadsAsItIsWrittenToTheEnd(@TempDir Path volume) throws Exception {
    String script = "echo one; until [ -e /v/go ]; do sleep 0.1; done; echo two >&2; printf three";
    root.runAndKeep("-d", "--name", "live", "-v", volume + ":/v", "busybox", "sh", "-c", script);
    Process logs = new ProcessBuilder(root.command("logs", "-f", "live")).start();
    BufferedReader out = logs.inputReader();
    assertEquals("one", out.readLine());
    Files.createFile(volume.resolve("go"));
    assertEquals("three", out.readLine());
    assertEquals("two\n", new String(logs.getErrorStream().readAllBytes(), UTF_8));
    assertEquals(0, logs.waitFor());
    root.out("rm", "-f", "live");
  }

  @Test
  void whoFollowsIsToldOfAKilledOneAndOfARemovedOne() throws Exception {
    root.runAndKeep("-d", "--name", "live", "busybox", "sh", "-c", "echo up; exec sleep 1000");
    Process logs = new ProcessBuilder(root.command("logs", "-f", "live")).start();
    assertEquals("up", logs.inputReader().readLine());
    root.out("rm", "-f", "live");
    assertEquals(0, logs.waitFor());
  }
}
