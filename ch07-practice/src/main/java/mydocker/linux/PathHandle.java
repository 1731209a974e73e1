package mydocker.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import jnr.constants.platform.Errno;
import jnr.ffi.Runtime;

/**
 * A folder or file that is held by a descriptor (O_PATH of open(2)): it stays the same one,
 * whatever somebody puts under its name meanwhile. What is in a folder is reached from its
 * descriptor on, one name at a time and never through a symbolic link. So nobody who can change the
 * files that we walk over can lead us elsewhere, not between two of our calls either.
 */
public final class PathHandle implements AutoCloseable {
  private static final boolean IS_ARM = System.getProperty("os.arch").equals("aarch64");
  private static final int O_DIRECTORY = IS_ARM ? 0x4000 : 0x10000;
  private static final int O_NOFOLLOW = IS_ARM ? 0x8000 : 0x20000;
  private static final int O_PATH_CLOEXEC = 0x200000 | 0x80000;

  private final int fd;

  private PathHandle(int fd) {
    this.fd = fd;
  }

  /**
   * Looks a path up as a process with another root folder does: a symbolic link to /etc means that
   * root's own.
   *
   * @param root the root folder, {@code /proc/PID/root} for that of a process
   * @param path an absolute path in it
   * @throws NoSuchFileException if there is no such file
   * @throws NotDirectoryException if it leads through something that is no folder
   */
  public static PathHandle find(Path root, String path) throws IOException {
    int found =
        OwnThread.call(
            () -> {
              ThreadNamespaces.unshareFs();
              return openInRoot(root.toString(), path);
            });
    if (found >= 0) {
      return new PathHandle(found);
    }
    throw failure("open " + path, path, -found);
  }

  /** A descriptor, or an errno as a negative number. */
  private static int openInRoot(String root, String path) throws ErrnoException {
    LibC libc = LibC.get();
    NamespaceCalls thread = LibC.get(NamespaceCalls.class);
    LibC.check(thread.chdir(root), "chdir to " + root);
    // Done once before chroot, so that after it no class is loaded: there, a file of the same name
    // would be somebody else's (CVE-2019-14271 of docker).
    libc.open("", O_PATH_CLOEXEC);
    Runtime.getSystemRuntime().getLastError();
    LibC.check(thread.chroot("."), "chroot to " + root);
    int opened = libc.open(path, O_PATH_CLOEXEC);
    return opened == -1 ? -Runtime.getSystemRuntime().getLastError() : opened;
  }

  private static IOException failure(String operation, String path, int errno) {
    ErrnoException e = new ErrnoException(operation, errno);
    if (e.errno() == Errno.ENOENT) {
      return new NoSuchFileException(path);
    }
    return e.errno() == Errno.ENOTDIR ? new NotDirectoryException(path) : e;
  }

  /** A path to it that works as long as it is open. */
  public Path path() {
    return Path.of("/proc/self/fd", Integer.toString(fd));
  }

  /**
   * A path to what a folder has under a name, for calls that do not follow a link at the end of a
   * path.
   */
  public Path path(String name) {
    if (name.isEmpty() || name.equals(".") || name.equals("..") || name.contains("/")) {
      throw new IllegalArgumentException("\"" + name + "\" is not the name of a file in a folder");
    }
    return path().resolve(name);
  }

  /** Whether it is a folder. */
  public boolean isFolder() {
    return Files.isDirectory(path());
  }

  /** What a folder has under a name, a symbolic link itself included. */
  public PathHandle at(String name) throws IOException {
    return open(name, O_NOFOLLOW);
  }

  /** A folder in a folder. */
  public PathHandle folder(String name) throws IOException {
    return open(name, O_NOFOLLOW | O_DIRECTORY);
  }

  private PathHandle open(String name, int flags) throws IOException {
    LibC libc = LibC.get();
    int opened = libc.open(path(name).toString(), O_PATH_CLOEXEC | flags);
    if (opened == -1) {
      throw failure("open " + name, name, Runtime.getSystemRuntime().getLastError());
    }
    return new PathHandle(opened);
  }

  /** The names of what a folder has, sorted. */
  public List<String> names() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path())) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return List.copyOf(names);
  }

  /** All that lstat(2) tells of what a folder has under a name; empty if there is nothing. */
  public Optional<Map<String, Object>> attributes(String name) throws IOException {
    try {
      return Optional.of(Files.readAttributes(path(name), "unix:*", LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The same of what is held. */
  public Map<String, Object> attributes() throws IOException {
    return Files.readAttributes(path(), "unix:*");
  }

  /** The kind of file that attributes tell of: {@link Nodes#S_IFMT}. */
  public static int type(Map<String, Object> attributes) {
    return (int) attributes.get("mode") & Nodes.S_IFMT;
  }

  /** The content of a file. */
  public InputStream read() throws IOException {
    if (type(attributes()) != Nodes.S_IFREG) {
      throw new IOException("read a file: it has just become something else"); // a fifo, perhaps
    }
    return Files.newInputStream(path());
  }

  /** Changes the permissions of what is held, which is no symbolic link. */
  public void setMode(int permissions) throws IOException {
    Files.setAttribute(path(), "unix:mode", permissions);
  }

  @Override
  public void close() {
    LibC.get().close(fd);
  }
}
