package mydocker.linux;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import jnr.constants.platform.Errno;
import jnr.ffi.Runtime;

/**
 * A system call that failed, in the words that strerror(3) has for it: {@code mount proc on /proc:
 * Operation not permitted (EPERM)}.
 */
public final class ErrnoException extends IOException {
  private static final long serialVersionUID = 1;

  /** Of EAGAIN, EDEADLK and ENOTSUP: errno(3). */
  private static final Set<String> SECOND_NAMES = Set.of("EWOULDBLOCK", "EDEADLOCK", "EOPNOTSUPP");

  private final String operation;
  private final int number;

  /**
   * @param operation what was tried, and on what: {@code "mount proc on /proc"}
   * @param errno errno(3) as the failed call left it
   */
  public ErrnoException(String operation, int errno) {
    this(operation, errno, "");
  }

  /** The failure of the {@link LibC} call that this thread has just made. */
  static ErrnoException last(String operation) {
    return new ErrnoException(operation, Runtime.getSystemRuntime().getLastError());
  }

  private ErrnoException(String operation, int number, String remedy) {
    super(operation + ": " + words(number) + remedy);
    this.operation = operation;
    this.number = number;
  }

  private static String words(int number) {
    return inLinux(number)
        .map(errno -> errno + " (" + errno.name() + ")")
        .orElse("Unknown error " + number);
  }

  /** What was tried, and on what. */
  public String operation() {
    return operation;
  }

  /** The error's name, to compare with. */
  public Errno errno() {
    return named(number);
  }

  /** The name of a number. */
  static Errno named(int number) {
    return inLinux(number)
        .map(errno -> Errno.valueOf(errno.name()))
        .orElse(Errno.__UNKNOWN_CONSTANT__);
  }

  /** In the list of Linux; jnr-constants would find out that this is one, which takes a while. */
  private static Optional<jnr.constants.platform.linux.Errno> inLinux(int number) {
    return Arrays.stream(jnr.constants.platform.linux.Errno.values())
        .filter(errno -> errno.intValue() == number)
        .filter(errno -> !SECOND_NAMES.contains(errno.name()))
        .findFirst();
  }

  /** The same failure with what the reader can do about it, {@code "run it as root"}. */
  public ErrnoException withRemedy(String remedy) {
    return new ErrnoException(operation, number, ": " + remedy);
  }
}
