package mydocker.race;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs commands, and takes the time.
 *
 * @param folder for what they print
 */
record Commands(Path folder) {
  /** In a millisecond. */
  static final double NANOS = 1e6;

  /** What a command prints; it must succeed. */
  String out(List<String> command) throws IOException, InterruptedException {
    return out(command, Map.of());
  }

  /** What a command prints that has something more in its environment. */
  String out(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path said = Files.createTempFile(folder, "said", "");
    try {
      ProcessBuilder builder = builder(command, said);
      builder.environment().putAll(environment);
      require(command, builder.start().waitFor(), said);
      return Files.readString(said);
    } finally {
      Files.delete(said);
    }
  }

  /** How many milliseconds a command takes, from its start to its end. */
  double time(List<String> command) throws IOException, InterruptedException {
    Path said = Files.createTempFile(folder, "said", "");
    try {
      ProcessBuilder builder = builder(command, said);
      long begin = System.nanoTime();
      int code = builder.start().waitFor();
      double millis = (System.nanoTime() - begin) / NANOS;
      require(command, code, said);
      return millis;
    } finally {
      Files.delete(said);
    }
  }

  /** How many milliseconds all these commands take, some of them at the same time. */
  double time(List<List<String>> all, int atATime) throws IOException, InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(atATime);
    try {
      long begin = System.nanoTime();
      List<Future<Double>> running = new ArrayList<>();
      all.forEach(command -> running.add(pool.submit(() -> time(command))));
      for (Future<Double> command : running) {
        command.get();
      }
      return (System.nanoTime() - begin) / NANOS;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e);
    } finally {
      pool.shutdown();
    }
  }

  private static ProcessBuilder builder(List<String> command, Path said) {
    return new ProcessBuilder(command)
        .redirectInput(ProcessBuilder.Redirect.INHERIT)
        .redirectErrorStream(true)
        .redirectOutput(said.toFile());
  }

  private static void require(List<String> command, int code, Path said) throws IOException {
    if (code != 0) {
      List<String> lines = Files.readAllLines(said).stream().filter(l -> !l.isBlank()).toList();
      throw new IOException(
          "%s: exit code %d: %s"
              .formatted(
                  String.join(" ", command),
                  code,
                  lines.isEmpty() ? "without a word" : lines.get(lines.size() - 1)));
    }
  }
}
