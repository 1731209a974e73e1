package mydocker.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kinds of file systems that the kernel can mount: /proc/filesystems of proc(5). */
public final class FileSystems {
  private static final Path LIST = Path.of("/proc/filesystems");

  private FileSystems() {}

  /**
   * Whether the kernel has one, if need be in a module: root loads that by trying to mount it. The
   * attempt fails, as it lacks every option, but by then the module is there.
   */
  public static boolean has(String type) throws IOException {
    if (!isListed(type) && Credentials.isRoot()) {
      try {
        OwnMounts.call(
            () -> {
              ThreadNamespaces.mount("none", "/", type, 0, null);
              return null;
            });
      } catch (ErrnoException e) {
        // as expected; the list says whether it was of use
      }
    }
    return isListed(type);
  }

  private static boolean isListed(String type) throws IOException {
    return Files.readAllLines(LIST, ISO_8859_1).stream()
        .anyMatch(line -> line.endsWith("\t" + type));
  }
}
