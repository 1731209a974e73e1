package mydocker.race;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the race is run on.
 *
 * @param processor its model
 * @param cores how many there are of them
 * @param kernel its version, without what a distribution calls its own
 */
record Machine(String processor, int cores, String kernel) {
  private static final String MODEL = "model name";

  /** This one. */
  static Machine ofThisRace() throws IOException {
    String processor =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith(MODEL))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(System.getProperty("os.arch")); // aarch64 does not tell
    return new Machine(
        processor,
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.version").split("-")[0]);
  }
}
