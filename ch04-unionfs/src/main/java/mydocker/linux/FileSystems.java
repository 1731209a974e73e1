package mydocker.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kinds of file systems that the kernel can mount: /proc/filesystems of proc(5). */
public final class FileSystems {
  private static final Path LIST = Path.of("/proc/filesystems");

  private FileSystems() {}

  /** Whether the kernel has one, if need be in a module, which is loaded then. */
  public static boolean has(String type) throws IOException {
    if (!isListed(type)) {
      try {
        HostTool.run("modprobe", "fs-" + type);
      } catch (IOException e) {
        // the list says it, too
      }
    }
    return isListed(type);
  }

  private static boolean isListed(String type) throws IOException {
    return Files.readAllLines(LIST, ISO_8859_1).stream()
        .anyMatch(line -> line.endsWith("\t" + type));
  }
}
