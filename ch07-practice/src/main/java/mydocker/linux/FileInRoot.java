package mydocker.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Files as a process with another root folder sees them. In there a symbolic link to /etc/shadow
 * means that root's own; a path put together out here would lead to ours.
 */
public final class FileInRoot {
  // O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC: to open one must neither wait nor do anything.
  private static final int HARMLESSLY = 0x800 | 0x100 | 0x80000;
  private static final int MAX_BYTES = 1 << 20;

  private FileInRoot() {}

  /**
   * Opens files and changes the root of the calling thread for good: the thread is to end then. It
   * must have a root of its own to change, {@link ThreadNamespaces#unshareFs}.
   *
   * @param root the root folder
   * @param files absolute paths in it
   * @return an open descriptor for each, or -1 where it could not be opened
   */
  public static int[] open(Path root, List<String> files) throws ErrnoException {
    return open(root, files, HARMLESSLY);
  }

  /** The same, with flags of open(2). */
  static int[] open(Path root, List<String> files, int flags) throws ErrnoException {
    LibC libc = LibC.get();
    NamespaceCalls thread = LibC.get(NamespaceCalls.class);
    String folder = root.toString();
    int[] opened = new int[files.size()];
    Arrays.fill(opened, -1);
    LibC.check(thread.chdir(folder), "chdir to " + folder);
    LibC.check(thread.chroot("."), "chroot to " + folder);
    // From here on this thread finds no class that is not loaded yet.
    for (int i = 0; i < opened.length; i++) {
      opened[i] = libc.open(files.get(i), flags);
    }
    return opened;
  }

  /**
   * Reads what {@link #open} has opened, and closes it: the beginning, of a megabyte at most.
   *
   * @return its text; empty if it is no ordinary file or was not opened
   */
  public static String read(int fd) throws IOException {
    if (fd == -1) {
      return "";
    }
    LibC libc = LibC.get();
    try {
      Path file = Path.of("/proc/self/fd", Integer.toString(fd));
      if (!Files.isRegularFile(file)) {
        return "";
      }
      byte[] bytes = new byte[(int) Math.min(Files.size(file), MAX_BYTES)];
      int read = (int) libc.read(fd, bytes, bytes.length);
      int length = LibC.check(read, "read a file of a container");
      return new String(bytes, 0, length, StandardCharsets.UTF_8);
    } finally {
      libc.close(fd);
    }
  }
}
