package mydocker.cgroup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the processes of a cgroup use, as docker counts it. A number that the kernel does not keep
 * is 0.
 *
 * @param cpu CPU time so far
 * @param memory bytes now, without the files in the page cache that nobody has used for a while:
 *     the kernel would give these up first
 * @param memoryLimit how many bytes it may be; that of the machine, if there is no other
 * @param blockRead bytes that disks had to read
 * @param blockWritten bytes that disks had to write
 * @param pids tasks now
 */
public record Stats(
    Duration cpu, long memory, long memoryLimit, long blockRead, long blockWritten, long pids) {
  private static final Path MEMINFO = Path.of("/proc/meminfo");
  private static final Pattern TOTAL = Pattern.compile("MemTotal: +(\\d+) kB");

  /** What does not use anything. */
  public static final Stats NONE = new Stats(Duration.ZERO, 0, 0, 0, 0, 0);

  /** A limit, which is none if the machine has less. */
  static long limit(Optional<Long> limit) throws IOException {
    long machine = 1024 * sum(MEMINFO, TOTAL);
    return Math.min(machine, limit.orElse(machine));
  }

  /** The sum of all numbers that a pattern finds in a file, which need not be there. */
  static long sum(Path file, Pattern number) throws IOException {
    long sum = 0;
    if (Files.exists(file)) {
      for (Matcher m = number.matcher(Files.readString(file, ISO_8859_1)); m.find(); ) {
        sum += Long.parseLong(m.group(1));
      }
    }
    return sum;
  }
}
