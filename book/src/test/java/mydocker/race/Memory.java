package mydocker.race;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The processes beside containers: all in our own PID namespace. */
final class Memory {
  private static final Path PROC = Path.of("/proc");
  private static final String PSS = "Pss:";

  private Memory() {}

  /** Their process IDs. */
  static Set<String> processes() throws IOException {
    Set<String> ours = new HashSet<>();
    Path here = Files.readSymbolicLink(PROC.resolve("self/ns/pid"));
    for (String process : PROC.toFile().list((proc, name) -> name.matches("\\d+"))) {
      try {
        if (Files.readSymbolicLink(PROC.resolve(process).resolve("ns/pid")).equals(here)) {
          ours.add(process);
        }
      } catch (IOException e) {
        // it has ended meanwhile
      }
    }
    return ours;
  }

  /** What they take in kB, where pages that several use are shared out among them. */
  static double pss(Set<String> processes) {
    return processes.stream().mapToDouble(Memory::pss).sum();
  }

  private static double pss(String process) {
    try {
      return Files.readAllLines(PROC.resolve(process).resolve("smaps_rollup")).stream()
          .filter(line -> line.startsWith(PSS))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException e) {
      return 0; // it has ended meanwhile
    }
  }
}
