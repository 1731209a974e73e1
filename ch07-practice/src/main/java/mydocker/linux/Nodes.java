package mydocker.linux;

import java.nio.file.Path;

/** Files that are not made by opening them: device nodes and fifos. See mknod(2), inode(7). */
public final class Nodes {
  /** The bits of {@code unix:mode} that tell what kind of file it is. */
  public static final int S_IFMT = 0170000;

  public static final int S_IFSOCK = 0140000;
  public static final int S_IFLNK = 0120000;
  public static final int S_IFREG = 0100000;
  public static final int S_IFBLK = 0060000;
  public static final int S_IFDIR = 0040000;
  public static final int S_IFCHR = 0020000;
  public static final int S_IFIFO = 0010000;

  private static final int AT_FDCWD = -100;

  private Nodes() {}

  /**
   * Makes a node. The umask takes bits from its permissions.
   *
   * @param mode its kind, and its permissions
   * @param device what it stands for, {@link DeviceNumber#NONE} for a fifo
   * @throws ErrnoException if there is a file of this name, or, for a device, without privilege
   */
  public static void make(Path path, int mode, DeviceNumber device) throws ErrnoException {
    long number = Syscall.MKNODAT.number().value();
    int returned =
        LibC.get(FileCalls.class)
            .syscall(number, AT_FDCWD, path.toString(), mode, device.encoded());
    LibC.check(returned, "mknod " + path);
  }
}
