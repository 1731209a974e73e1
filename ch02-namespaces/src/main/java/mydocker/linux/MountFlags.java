package mydocker.linux;

import static java.util.Map.entry;

import java.util.Map;
import java.util.TreeMap;

/** The flags of mount(2) and umount2(2), with their names and values in linux/mount.h. */
public final class MountFlags {
  /** Set-user-ID bits below the mount do nothing. */
  public static final long MS_NOSUID = 1 << 1;

  /** Device nodes below the mount cannot be opened. */
  public static final long MS_NODEV = 1 << 2;

  /** Nothing below the mount can be executed. */
  public static final long MS_NOEXEC = 1 << 3;

  /** Show a folder or file in a second place. */
  public static final long MS_BIND = 1 << 12;

  /** Take along the mounts below. */
  public static final long MS_REC = 1 << 14;

  /** Neither pass mounts on to other namespaces nor get any from them. */
  public static final long MS_PRIVATE = 1 << 18;

  /** Pass mounts on to the namespaces that copy this one, and get theirs. */
  public static final long MS_SHARED = 1 << 20;

  /** umount2: hide the mount now, and end it when nothing uses it any more. */
  public static final int MNT_DETACH = 1 << 1;

  private static final Map<Long, String> NAMES =
      new TreeMap<>(
          Map.ofEntries(
              entry(MS_NOSUID, "MS_NOSUID"),
              entry(MS_NODEV, "MS_NODEV"),
              entry(MS_NOEXEC, "MS_NOEXEC"),
              entry(MS_BIND, "MS_BIND"),
              entry(MS_REC, "MS_REC"),
              entry(MS_PRIVATE, "MS_PRIVATE"),
              entry(MS_SHARED, "MS_SHARED")));

  private MountFlags() {}

  static Constant mount(long flags) {
    return Constant.bits(flags, NAMES);
  }

  static Constant umount(int flags) {
    return Constant.bits(flags, Map.of((long) MNT_DETACH, "MNT_DETACH"));
  }
}
