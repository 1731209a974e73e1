package mydocker.linux;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Moments as text, as docker and OCI write them: RFC 3339. Those of our own are in UTC and are read
 * here, field by field: Java's formatters, which read all others, take a hundred classes for it.
 */
public final class Rfc3339 {
  private static final Pattern OURS =
      Pattern.compile("(\\d{4})-(\\d\\d)-(\\d\\d)T(\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,9}))?Z");

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
    Matcher m = OURS.matcher(text);
    if (!m.matches()) {
      return OffsetDateTime.parse(text).toInstant();
    }
    String nanos = m.group(7) == null ? "0" : (m.group(7) + "00000000").substring(0, 9);
    return LocalDateTime.of(
            Integer.parseInt(m.group(1)),
            Integer.parseInt(m.group(2)),
            Integer.parseInt(m.group(3)),
            Integer.parseInt(m.group(4)),
            Integer.parseInt(m.group(5)),
            Integer.parseInt(m.group(6)),
            Integer.parseInt(nanos))
        .toInstant(ZoneOffset.UTC);
  }
}
