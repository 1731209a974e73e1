package mydocker.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A folder or file of the host that a container shows at a place of its own.
 *
 * @param source its absolute path on the host
 * @param destination its absolute path in the container, without . and ..
 * @param readOnly whether the container may only read it
 */
public record Volume(Path source, String destination, boolean readOnly) {

  /**
   * Reads docker's notation.
   *
   * @param text {@code SOURCE:DESTINATION}, and {@code :ro} or {@code :rw}
   * @throws IllegalArgumentException if it is not one: the message says why
   */
  public static Volume parse(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length < 2 || parts.length > 3) {
      throw new IllegalArgumentException("a volume is SOURCE:DESTINATION[:ro]");
    }
    boolean readOnly = parts.length == 3 && parts[2].equals("ro");
    if (parts.length == 3 && !readOnly && !parts[2].equals("rw")) {
      throw new IllegalArgumentException("invalid mode: " + parts[2]);
    }
    return new Volume(source(parts[0]), destination(parts[1]), readOnly);
  }

  /** A path with a slash; docker takes a word without one for the name of a volume of its own. */
  private static Path source(String source) {
    if (!source.startsWith("/") && !source.startsWith("./") && !source.startsWith("../")) {
      throw new IllegalArgumentException(
          "\"" + source + "\" is no path: it begins with / or ./ (there are no named volumes)");
    }
    return Path.of(source).toAbsolutePath().normalize();
  }

  private static String destination(String destination) {
    if (!destination.startsWith("/")) {
      throw new IllegalArgumentException(
          "invalid mount path: '" + destination + "' mount path must be absolute");
    }
    String path = Path.of(destination).normalize().toString();
    if (path.equals("/")) {
      throw new IllegalArgumentException("invalid mount path: destination can't be '/'");
    }
    if (path.equals("/proc") || path.startsWith("/proc/")) {
      throw new IllegalArgumentException("\"" + path + "\" cannot be mounted: it is inside /proc");
    }
    return path;
  }

  /** Makes the folder of the host that it names, if that is missing, as docker does. */
  public void createIfMissing() throws IOException {
    createIfMissing(source);
  }

  /** With the mode that dockerd gives it, whatever our umask takes away. */
  private static void createIfMissing(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      createIfMissing(folder.getParent());
      Files.createDirectories(folder); // or another has done so meanwhile
      Files.setAttribute(folder, "unix:mode", 0755, LinkOption.NOFOLLOW_LINKS);
    }
  }
}
