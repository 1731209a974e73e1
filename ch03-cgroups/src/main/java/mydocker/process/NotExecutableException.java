package mydocker.process;

import java.io.IOException;
import jnr.constants.platform.Errno;
import mydocker.linux.ErrnoException;

/** A command that cannot be executed; it has an exit code, as shells and docker agree. */
public final class NotExecutableException extends IOException {
  private static final long serialVersionUID = 1;
  private static final int NOT_FOUND = 127;
  private static final int REFUSED = 126;

  private final int exitCode;

  private NotExecutableException(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /**
   * What the kernel says of the last file that was tried.
   *
   * @param path where it was looked for
   */
  public static NotExecutableException of(String command, String path, ErrnoException e) {
    boolean missing = e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR;
    String reason = e.getMessage();
    if (!command.contains("/") && (missing || e.errno() == Errno.EACCES)) {
      missing = true;
      reason = "executable file not found in $PATH: " + path;
    }
    return new NotExecutableException(
        "exec: \"" + command + "\": " + reason, missing ? NOT_FOUND : REFUSED);
  }

  /** 127 if there is no such program, 126 if it cannot be executed. */
  public int exitCode() {
    return exitCode;
  }
}
