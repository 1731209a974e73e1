package mydocker.linux;

import java.nio.file.Path;

/** Whose a file is, by numbers: the users of an image are not those of the host. */
public final class Ownership {
  /** The highest user and group ID; the number after it means "leave it as it is". */
  public static final long MAX_ID = 0xffff_fffeL;

  private Ownership() {}

  /**
   * Gives away a file, or a symlink itself: lchown(2). Setuid and setgid bits are lost, and file
   * capabilities, too.
   *
   * @param user 0 to {@link #MAX_ID}
   * @param group 0 to {@link #MAX_ID}
   * @throws IllegalArgumentException if there can be no such user or group
   */
  public static void set(Path file, long user, long group) throws ErrnoException {
    if (user < 0 || user > MAX_ID || group < 0 || group > MAX_ID) {
      throw new IllegalArgumentException(
          "owner %d:%d: IDs are from 0 to %d".formatted(user, group, MAX_ID));
    }
    LibC.check(
        LibC.get(FileCalls.class).lchown(file.toString(), (int) user, (int) group),
        "change the owner of %s to %d:%d".formatted(file, user, group));
  }
}
