package mydocker.image;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mydocker.linux.HostTool;

/**
 * The image busybox of a machine that has none yet: the host's program of that name, which is many
 * commands in one file, and what a small system has beside it.
 */
public final class BusyboxImage {
  private static final ImageName NAME = new ImageName("busybox", "latest");
  private static final Path PROGRAM = Path.of("/bin/busybox");
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private static final String FOLDERS =
      """
      755 bin
      755 dev
      755 etc
      755 home
      700 root
      1777 tmp
      755 usr
      755 usr/bin
      755 usr/sbin
      755 var
      755 var/spool
      """;

  private static final String PASSWD =
      """
      root:x:0:0:root:/root:/bin/sh
      nobody:x:65534:65534:nobody:/home:/bin/false
      """;

  private static final String GROUP =
      """
      root:x:0:
      tty:x:5:
      nogroup:x:65534:
      """;

  private BusyboxImage() {}

  /**
   * The image {@code busybox:latest}, made if it is not there.
   *
   * @param err where to say what is being done
   */
  public static Image get(ImageList images, PrintStream err) throws IOException {
    try (StoreLock held = images.lock()) {
      Optional<Image> there = images.named(NAME);
      if (there.isPresent()) {
        return there.get();
      }
      err.println("mydocker: making image " + NAME + " from " + PROGRAM);
      ImageDefaults defaults = new ImageDefaults(List.of("sh"), List.of("PATH=" + PATH), "");
      return images.add(List.of(NAME), BusyboxImage::makeFiles, List.of(), defaults);
    }
  }

  private static void makeFiles(Path root) throws IOException {
    for (String line : FOLDERS.lines().toList()) {
      String[] words = line.split(" ");
      setMode(Files.createDirectory(root.resolve(words[1])), Integer.parseInt(words[0], 8));
    }
    setMode(Files.writeString(root.resolve("etc/passwd"), PASSWD), 0644);
    setMode(Files.writeString(root.resolve("etc/group"), GROUP), 0644);
    Files.createSymbolicLink(root.resolve("usr/bin/env"), Path.of("../../bin/env"));
    try {
      setMode(Files.copy(PROGRAM, root.resolve("bin/busybox")), 0755);
      // It makes the names of its commands itself, and so shows that it runs without libraries.
      HostTool.run("chroot", root.toString(), "/bin/busybox", "--install", "/bin");
    } catch (IOException e) {
      throw new IOException(
          "make image busybox: %s: it needs a %s without libraries: apt-get update"
                  .formatted(e.getMessage(), PROGRAM)
              + " && apt-get install busybox-static",
          e);
    }
  }

  private static void setMode(Path file, int mode) throws IOException {
    Files.setAttribute(file, "unix:mode", mode);
  }
}
