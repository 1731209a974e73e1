package mydocker.config;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What tells one container from all others: 256 random bits, as 64 hexadecimal digits.
 *
 * @param digits all of them
 */
public record ContainerId(String digits) {
  private static final int BYTES = 32;
  private static final int SHORT = 12;

  /** A new one. As a host name the brief one would be taken for an address if it had no letter. */
  public static ContainerId random() {
    byte[] bytes = new byte[BYTES];
    ContainerId id;
    do {
      new SecureRandom().nextBytes(bytes);
      id = new ContainerId(HexFormat.of().formatHex(bytes));
    } while (id.brief().matches("\\d+"));
    return id;
  }

  /** The twelve digits that people are shown, and that are the default host name. */
  public String brief() {
    return digits.substring(0, SHORT);
  }

  @Override
  public String toString() {
    return digits;
  }
}
