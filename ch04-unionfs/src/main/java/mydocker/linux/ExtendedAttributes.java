package mydocker.linux;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
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
}
