package mydocker.network;

import java.io.IOException;

/** A command of ip(8) that failed: {@code ip link add br0 type bridge: File exists}. */
final class IpException extends IOException {
  private static final long serialVersionUID = 1;

  private final String cause;

  /**
   * @param command what ip was told
   * @param cause what it said, or the kernel
   */
  IpException(String command, String cause) {
    super("ip " + command + ": " + cause + remedy(cause));
    this.cause = cause;
  }

  /** Whether it is that the device is not there. */
  boolean isMissingDevice() {
    return cause.startsWith("Cannot find device") || cause.endsWith("does not exist.");
  }

  private static String remedy(String cause) {
    return cause.equals("Operation not permitted") ? ": run it as root (sudo)" : "";
  }
}
