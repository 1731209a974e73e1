package mydocker.linux;

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
    if (!isListed(type)) {
      try {
        HostTool.run("unshare", "--mount", "mount", "-t", type, "none", "/");
      } catch (IOException e) {
        // as expected; the list says whether it was of use
      }
    }
    return isListed(type);
  }

  private static boolean isListed(String type) throws IOException {
    return Files.readAllLines(LIST).stream().anyMatch(line -> line.endsWith("\t" + type));
  }
}
