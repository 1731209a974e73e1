package mydocker.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * Why something failed, in a line. Java's own exceptions about files often say no more than a path.
 */
public final class Reason {
  private Reason() {}

  /** What an exception says, and where that is a path alone, what is the matter with it. */
  public static String of(Exception e) {
    if (!(e instanceof FileSystemException file) || file.getReason() != null) {
      return e.getMessage();
    }
    String cause = "it cannot be used";
    if (e instanceof NoSuchFileException) {
      cause = "no such file or directory";
    } else if (e instanceof AccessDeniedException) {
      cause = "permission denied: run it as root (sudo)";
    } else if (e instanceof FileAlreadyExistsException) {
      cause = "there is something else of this name";
    }
    return "use " + file.getFile() + ": " + cause;
  }
}
