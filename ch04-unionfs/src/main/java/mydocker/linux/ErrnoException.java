package mydocker.linux;

import java.io.IOException;
import jnr.constants.platform.linux.Errno;
import jnr.ffi.Runtime;

/**
 * A system call that failed, in the words that strerror(3) has for it: {@code mount proc on /proc:
 * Operation not permitted (EPERM)}.
 */
public final class ErrnoException extends IOException {
  private static final long serialVersionUID = 1;

  private final String operation;
  private final int number;
  private final Errno errno;

  /**
   * @param operation what was tried, and on what: {@code "mount proc on /proc"}
   * @param errno errno(3) as the failed call left it
   */
  public ErrnoException(String operation, int errno) {
    this(operation, errno, named(errno), "");
  }

  /** The failure of the {@link LibC} call that this thread has just made. */
  static ErrnoException last(String operation) {
    return new ErrnoException(operation, Runtime.getSystemRuntime().getLastError());
  }

  private ErrnoException(String operation, int number, Errno errno, String remedy) {
    super(
        errno == null
            ? operation + ": Unknown error " + number + remedy
            : operation + ": " + errno + " (" + errno.name() + ")" + remedy);
    this.operation = operation;
    this.number = number;
    this.errno = errno;
  }

  /** What was tried, and on what. */
  public String operation() {
    return operation;
  }

  /** The name of a number, which is the same on all processors; null if it has none. */
  static Errno named(int number) {
    for (Errno errno : Errno.values()) {
      if (errno.intValue() == number) {
        return errno;
      }
    }
    return null;
  }

  /** The error's name, to compare with; null if the kernel has made up one that has none. */
  public Errno errno() {
    return errno;
  }

  /** The same failure with what the reader can do about it, {@code "run it as root"}. */
  public ErrnoException withRemedy(String remedy) {
    return new ErrnoException(operation, number, errno, ": " + remedy);
  }
}
