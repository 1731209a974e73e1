package mydocker.image;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The name of a tar's entry, taken apart: a path below the layer's folder, whatever the tar says.
 *
 * @param parts the names of the folders and of the file; none means the layer's folder itself
 */
record EntryName(List<String> parts) {

  /**
   * Reads a name as docker does: {@code ./usr//bin/} and {@code /usr/bin} are {@code usr/bin}.
   *
   * @throws IOException if it leads upwards, or cannot be a file's name here
   */
  static EntryName parse(String name) throws IOException {
    List<String> parts =
        Stream.of(name.split("/")).filter(p -> !p.isEmpty() && !p.equals(".")).toList();
    if (parts.contains("..")) {
      throw new IOException("its name leads out of the layer (..)");
    }
    checkEncoding(name);
    return new EntryName(parts);
  }

  /** Refuses a text that a file's name cannot be. */
  static void checkEncoding(String name) throws IOException {
    try {
      Path.of(name);
    } catch (InvalidPathException e) {
      throw new IOException(
          name.indexOf('\0') >= 0
              ? "its name has a NUL in it"
              : "its name cannot be expressed in this locale: export LC_ALL=C.UTF-8",
          e);
    }
  }

  /** Its name without the folders around it; empty for the layer's folder. */
  String last() {
    return parts.isEmpty() ? "" : parts.get(parts.size() - 1);
  }

  /** The names of the folders around it. */
  List<String> folders() {
    return parts.isEmpty() ? parts : parts.subList(0, parts.size() - 1);
  }

  /** A text that may hold names, for a message: one line, and nothing in it moves a cursor. */
  static String printable(String text) {
    return text.codePoints()
        .mapToObj(c -> Character.isISOControl(c) ? "\\x%02x".formatted(c) : Character.toString(c))
        .collect(Collectors.joining());
  }

  @Override
  public String toString() {
    return String.join("/", parts);
  }
}
