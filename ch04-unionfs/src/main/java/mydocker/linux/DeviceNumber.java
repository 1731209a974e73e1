package mydocker.linux;

/**
 * Which device a device node stands for.
 *
 * @param major which driver
 * @param minor which of the driver's devices
 */
public record DeviceNumber(int major, int minor) {
  /** The device of no device: as a character device, it is overlayfs's whiteout. */
  public static final DeviceNumber NONE = new DeviceNumber(0, 0);

  /** Both in one number, as mknod(2) takes them. */
  int encoded() {
    return minor & 0xff | major << 8 | (minor & 0xfff00) << 12;
  }
}
