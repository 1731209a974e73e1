package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that do not grow without end. */
@RequiresRoot
class LogRotationTest {
  /** Several times as much as a pipe holds, so that it cannot all be read at once. */
  private static final String LINES = "seq 100000 149999";

  private static final List<String> ALL =
      IntStream.range(100_000, 150_000).mapToObj(Integer::toString).toList();

  @TempDir private static Path folder;
  private static Root root;

  @BeforeAll
  static void makeImage() throws Exception {
    root = Root.withBusybox(folder);
  }

  private static List<Path> logs() throws IOException {
    Path containers = folder.resolve("containers");
    try (Stream<Path> files = Files.walk(containers)) {
      return files
          .filter(f -> f.getFileName().toString().startsWith("log"))
          .sorted()
          .filter(Files::isRegularFile)
          .filter(f -> !f.getParent().equals(containers))
          .toList();
    }
  }

  @Test
  void theOldestIsLostAndWhatIsKeptIsWhole() throws Exception {
    Mydocker run =
        root.runAndKeep(
            "--name",
            "box",
            "--log-opt",
            "max-size=10k",
            "--log-opt",
            "max-file=3",
            "busybox",
            "sh",
            "-c",
            LINES);
    // Who follows sees what is kept and, if it is fast enough, all that was before.
    assertTrue(run.out().endsWith(ALL.get(ALL.size() - 1) + "\n"));
    List<Path> logs = logs();
    assertEquals(
        List.of("log", "log.1", "log.2"),
        logs.stream().map(log -> log.getFileName().toString()).toList());
    for (Path log : logs) {
      assertTrue(Files.size(log) < 10_240 + 66_000, log + ": at most one record more");
    }
    assertTrue(Files.size(logs.get(1)) > 10_240 && Files.size(logs.get(2)) > 10_240);
    List<String> kept = root.out("logs", "box").lines().toList();
    assertTrue(kept.size() > 300 && kept.size() < ALL.size(), "lines: " + kept.size());
    assertEquals(ALL.subList(ALL.size() - kept.size(), ALL.size()), kept);
    assertEquals(
        kept.subList(kept.size() - 5, kept.size()),
        root.out("logs", "-n", "5", "box").lines().toList());
    root.out("rm", "box");
  }

  @Test
  void aSingleFileBeginsAnew() throws Exception {
    root.runAndKeep("--name", "box", "--log-opt", "max-size=10k", "busybox", "sh", "-c", LINES);
    List<Path> logs = logs();
    assertEquals(1, logs.size());
    assertTrue(Files.size(logs.get(0)) < 10_240 + 66_000);
    List<String> kept = root.out("logs", "box").lines().toList();
    assertEquals(ALL.subList(ALL.size() - kept.size(), ALL.size()), kept);
    root.out("rm", "box");
  }

  @Test
  void whatMakesNoSenseIsRefused() throws Exception {
    for (String option : List.of("max-size=-5", "max-size=x", "max-file=0", "nosuch=1")) {
      Mydocker run = root.runAndKeep("--log-opt", option, "busybox", "true");
      assertTrue(run.err().matches("mydocker: (invalid|unknown) log opt .*\n"), run.err());
      assertEquals(125, run.code());
    }
  }
}
