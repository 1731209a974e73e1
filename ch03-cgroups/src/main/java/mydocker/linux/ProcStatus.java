package mydocker.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The file /proc/PID/status: proc(5). */
public final class ProcStatus {
  private ProcStatus() {}

  /**
   * The value of one field, with its tabs as single spaces: {@code "4711 1"} for NSpid.
   *
   * @param pid a process ID, or {@code "self"}
   * @throws IOException if there is no such process, or the kernel does not show the field
   */
  public static String of(String pid, String field) throws IOException {
    Path file = Path.of("/proc", pid, "status");
    try {
      for (String line : Files.readAllLines(file, ISO_8859_1)) {
        if (line.startsWith(field + ":")) {
          return line.substring(field.length() + 1).strip().replace('\t', ' ');
        }
      }
    } catch (NoSuchFileException e) {
      throw new IOException("read " + field + " of " + file + ": there is no such process", e);
    }
    throw new IOException("read " + field + " of " + file + ": this kernel does not show it");
  }
}
