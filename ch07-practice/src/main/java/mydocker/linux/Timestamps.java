package mydocker.linux;

import java.nio.file.Path;
import java.time.Instant;

/** When a file was changed. Java itself can set that of a symlink's target only. */
public final class Timestamps {
  private static final int AT_FDCWD = -100;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;

  private Timestamps() {}

  /**
   * Sets the time of the last change, and that of the last access to the same, of a file or of a
   * symlink itself: utimensat(2). The file system decides how much of a second it keeps, and which
   * years it knows.
   */
  public static void set(Path file, Instant time) throws ErrnoException {
    long[] times = {time.getEpochSecond(), time.getNano(), time.getEpochSecond(), time.getNano()};
    LibC.check(
        LibC.get(FileCalls.class).utimensat(AT_FDCWD, file.toString(), times, AT_SYMLINK_NOFOLLOW),
        "set the time of " + file);
  }
}
