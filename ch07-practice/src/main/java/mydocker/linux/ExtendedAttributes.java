package mydocker.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jnr.constants.platform.Errno;

/**
 * Extended attributes of every namespace, with values of any bytes; a symlink is not followed. Java
 * itself knows those named {@code user.*} only. See xattr(7).
 */
public final class ExtendedAttributes {
  private static final int MAX_SIZE = 64 << 10; // XATTR_SIZE_MAX, linux/limits.h

  private ExtendedAttributes() {}

  /** The value of an attribute, if the file has it and its file system has attributes. */
  public static Optional<byte[]> get(Path file, String name) throws ErrnoException {
    byte[] value = new byte[MAX_SIZE];
    long size =
        LibC.get(AttributeCalls.class).lgetxattr(file.toString(), name, value, value.length);
    if (size == -1) {
      ErrnoException failure =
          ErrnoException.last("read the extended attribute %s of %s".formatted(name, file));
      if (failure.errno() == Errno.ENODATA || failure.errno() == Errno.ENOTSUP) {
        return Optional.empty();
      }
      throw failure;
    }
    return Optional.of(Arrays.copyOf(value, (int) size));
  }

  /** Gives a file an attribute, or the attribute another value. */
  public static void set(Path file, String name, byte[] value) throws ErrnoException {
    LibC.check(
        LibC.get(AttributeCalls.class).lsetxattr(file.toString(), name, value, value.length, 0),
        "set the extended attribute %s of %s".formatted(name, file));
  }

  /** The names of all attributes of a file; none if its file system has no attributes. */
  public static List<String> names(Path file) throws ErrnoException {
    // Most files have none: asked for the length first, the kernel has nothing to copy.
    byte[] list = new byte[list(file, new byte[0])];
    if (list.length == 0) {
      return List.of();
    }
    int size = list(file, list);
    return Stream.of(new String(list, 0, size, UTF_8).split("\0"))
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** Fills in the names, if there is room for any, and returns how long they are. */
  private static int list(Path file, byte[] list) throws ErrnoException {
    long size = LibC.get(AttributeCalls.class).llistxattr(file.toString(), list, list.length);
    if (size == -1) {
      ErrnoException failure = ErrnoException.last("list the extended attributes of " + file);
      if (failure.errno() == Errno.ENOTSUP) {
        return 0;
      }
      throw failure;
    }
    return (int) size;
  }
}
