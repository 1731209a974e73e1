package mydocker.linux;

/**
 * Which device a device node stands for.
 *
 * @param major which driver, 0 to 4095
 * @param minor which of the driver's devices, 0 to 1048575
 */
public record DeviceNumber(int major, int minor) {
  private static final int MAX_MAJOR = 0xfff;
  private static final int MAX_MINOR = 0xfffff;

  /** The device of no device: as a character device, it is overlayfs's whiteout. */
  public static final DeviceNumber NONE = new DeviceNumber(0, 0);

  /** Refuses what the kernel has no room for. */
  public DeviceNumber {
    if (major < 0 || major > MAX_MAJOR || minor < 0 || minor > MAX_MINOR) {
      throw new IllegalArgumentException(
          "device number %d:%d: at most %d:%d is possible"
              .formatted(major, minor, MAX_MAJOR, MAX_MINOR));
    }
  }

  /** The device of a node whose attribute {@code unix:rdev} this is: makedev(3). */
  public static DeviceNumber of(long rdev) {
    return new DeviceNumber(
        (int) (rdev >> 8) & MAX_MAJOR, (int) (rdev & 0xff | rdev >> 12 & 0xfff00));
  }

  /** Both in one number, as mknod(2) takes them. */
  int encoded() {
    return minor & 0xff | major << 8 | (minor & 0xfff00) << 12;
  }
}
