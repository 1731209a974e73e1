package mydocker.linux;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Moments as text, as docker and OCI write them: RFC 3339. Those of our own are in UTC and are read
 * here, digit by digit: Java's formatters, which read all others, take a hundred classes for it.
 */
public final class Rfc3339 {
  private static final String OURS = "0000-00-00T00:00:00.000000000";

  private Rfc3339() {}

  /** {@code 2026-01-31T12:00:00.123Z}, with as many digits behind the point as are needed. */
  public static String format(Instant time) {
    return LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC) + "Z";
  }

  /**
   * Reads one, of any offset from UTC.
   *
   * @throws DateTimeException if it is none
   */
  public static Instant parse(String text) {
    if (!isOurs(text)) {
      return OffsetDateTime.parse(text).toInstant();
    }
    String all = text.substring(0, text.length() - 1) + OURS.substring(text.length() - 1);
    return LocalDateTime.of(
            Integer.parseInt(all.substring(0, 4)),
            Integer.parseInt(all.substring(5, 7)),
            Integer.parseInt(all.substring(8, 10)),
            Integer.parseInt(all.substring(11, 13)),
            Integer.parseInt(all.substring(14, 16)),
            Integer.parseInt(all.substring(17, 19)),
            Integer.parseInt(all.substring(20)))
        .toInstant(ZoneOffset.UTC);
  }

  /** Whether it has the form of ours: digits where 0 stands, and what else stands there. */
  private static boolean isOurs(String text) {
    int length = text.length() - 1;
    if (length < "0000-00-00T00:00:00".length() || length > OURS.length() || !text.endsWith("Z")) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char found = text.charAt(i);
      boolean isDigit = found >= '0' && found <= '9';
      if (OURS.charAt(i) == '0' ? !isDigit : found != OURS.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
