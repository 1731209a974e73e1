package mydocker.linux;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;

/**
 * What Java's {@code Files} cannot do: make device nodes, fifos, and symlinks with exactly the text
 * that they are to hold; set owners by number, and times, which of a symlink are its own. See
 * inode(7).
 */
public final class Nodes {
  /** The bits of {@code unix:mode} that tell what kind of file it is. */
  public static final int S_IFMT = 0170000;

  public static final int S_IFSOCK = 0140000;
  public static final int S_IFLNK = 0120000;
  public static final int S_IFREG = Mode.S_IFREG;
  public static final int S_IFBLK = 0060000;
  public static final int S_IFDIR = 0040000;
  public static final int S_IFCHR = Mode.S_IFCHR;
  public static final int S_IFIFO = 0010000;

  /** The highest user and group ID; the number after it means "leave it as it is". */
  public static final long MAX_ID = 0xffff_fffeL;

  private static final int AT_FDCWD = -100;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int PATH_MAX = 4096;

  private Nodes() {}

  /**
   * Makes a node: mknod(2). The umask takes bits from its permissions.
   *
   * @param mode its kind, and its permissions
   * @param device what it stands for, {@link DeviceNumber#NONE} for a fifo
   * @throws ErrnoException if there is a file of this name, or, for a device, without privilege
   */
  public static void make(Path path, int mode, DeviceNumber device) throws ErrnoException {
    long number = Syscall.MKNODAT.number().value();
    LibC.check(
        calls().syscall(number, AT_FDCWD, path.toString(), mode, device.encoded()),
        "mknod " + path);
  }

  /** Makes a symlink: symlink(2). */
  public static void makeSymlink(Path link, String target) throws ErrnoException {
    LibC.check(calls().symlink(target, link.toString()), "make the symlink " + link);
  }

  /** The text of a symlink: readlink(2). */
  public static String readSymlink(Path link) throws ErrnoException {
    byte[] text = new byte[PATH_MAX];
    long length = calls().readlink(link.toString(), text, text.length);
    LibC.check((int) length, "read the symlink " + link);
    return new String(text, 0, (int) length, Charset.defaultCharset());
  }

  /**
   * Gives away a file: lchown(2). Setuid and setgid bits are lost, and file capabilities, too.
   *
   * @param user 0 to {@link #MAX_ID}
   * @param group 0 to {@link #MAX_ID}
   * @throws IllegalArgumentException if there can be no such user or group
   */
  public static void setOwner(Path file, long user, long group) throws ErrnoException {
    if (user < 0 || user > MAX_ID || group < 0 || group > MAX_ID) {
      throw new IllegalArgumentException(
          "owner %d:%d: IDs are from 0 to %d".formatted(user, group, MAX_ID));
    }
    LibC.check(
        calls().lchown(file.toString(), (int) user, (int) group),
        "change the owner of %s to %d:%d".formatted(file, user, group));
  }

  /**
   * Sets the time of the last change, and that of the last access to the same: utimensat(2). The
   * file system decides how much of a second it keeps, and which years it knows.
   */
  public static void setTime(Path file, Instant time) throws ErrnoException {
    long[] times = {time.getEpochSecond(), time.getNano(), time.getEpochSecond(), time.getNano()};
    LibC.check(
        calls().utimensat(AT_FDCWD, file.toString(), times, AT_SYMLINK_NOFOLLOW),
        "set the time of " + file);
  }

  private static FileCalls calls() {
    return LibC.get(FileCalls.class);
  }
}
