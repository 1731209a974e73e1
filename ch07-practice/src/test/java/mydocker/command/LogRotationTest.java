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
import org.junit.jupiter.api.AfterEach;
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

  @AfterEach
  void removeIt() throws Exception {
    root.mydocker("rm", "-f", "box");
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
    assertIsEnd(kept);
    assertEquals(
        kept.subList(kept.size() - 5, kept.size()),
        root.out("logs", "-n", "5", "box").lines().toList());
  }

  /** The first line may have begun in a file that is gone; or all has, in that moment. */
  private static void assertIsEnd(List<String> kept) {
    int whole = Math.max(kept.size() - 1, 0);
    assertEquals(
        ALL.subList(ALL.size() - whole, ALL.size()),
        kept.subList(kept.size() - whole, kept.size()));
  }

  @Test
  void aSingleFileBeginsAnew() throws Exception {
    root.runAndKeep("--name", "box", "--log-opt", "max-size=10k", "busybox", "sh", "-c", LINES);
    List<Path> logs = logs();
    assertEquals(1, logs.size());
    assertTrue(Files.size(logs.get(0)) < 10_240 + 66_000);
    List<String> kept = root.out("logs", "box").lines().toList();
    assertIsEnd(kept);
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
