package mydocker.cgroup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The files in a cgroup's folder, by which the kernel is told and asked. */
final class ControlFile {
  private ControlFile() {}

  /**
   * Writes a value, in one write(2), into a file that the kernel has put there.
   *
   * @throws IOException if there is no such file, or the kernel refuses the value
   */
  static void write(Path file, Object value) throws IOException {
    try {
      Files.writeString(file, value.toString(), StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      throw failure(
          file, value, "no such file: the kernel, or this cgroup, lacks the controller", e);
    } catch (FileSystemException e) {
      throw failure(file, value, reason(e), e);
    } catch (IOException e) {
      throw failure(file, value, e.getMessage(), e);
    }
  }

  /** Why a file could not be written or a folder not made, in the kernel's words. */
  static String reason(FileSystemException e) {
    return e instanceof AccessDeniedException
        ? "Permission denied: run it as root (sudo)"
        : e.getReason();
  }

  private static IOException failure(Path file, Object value, String reason, IOException cause) {
    return new IOException("write " + value + " to " + file + ": " + reason, cause);
  }

  static String read(Path file) throws IOException {
    return Files.readString(file, ISO_8859_1).strip();
  }

  /** A file of one number; 0 if the kernel has no such file. */
  static long number(Path file) throws IOException {
    return Files.exists(file) ? Long.parseLong(read(file)) : 0;
  }

  static List<String> words(Path file) throws IOException {
    String text = read(file);
    return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
  }

  /** The number behind a key in a file of lines {@code key number}; 0 if there is none. */
  static long number(Path file, String key) throws IOException {
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file, ISO_8859_1)) {
        if (line.startsWith(key + " ")) {
          return Long.parseLong(line.substring(key.length() + 1));
        }
      }
    }
    return 0;
  }
}
