package mydocker.cli;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time as docker's users write it: {@code 2017-08-04T12:00:00Z}, with any part behind the date
 * left out; {@code 1501848000.5}, in seconds since 1970; or {@code 1h30m}, so long ago.
 */
public final class Moment {
  private static final Pattern DATE =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)(?:T(\\d\\d)(?::(\\d\\d)(?::(\\d\\d(?:[.]\\d{1,9})?))?)?)?"
              + "(Z|[+-]\\d\\d:\\d\\d)?");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,11}([.]\\d{1,9})?");
  private static final String PART = "(\\d{1,9}(?:[.]\\d*)?|[.]\\d+)(ns|us|µs|ms|s|m|h)";
  private static final Pattern DURATION = Pattern.compile("([+-]?)((?:" + PART + ")+)");
  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private Moment() {}

  /**
   * Reads one.
   *
   * @param now what a duration counts back from
   * @param here where a time of day without a zone is meant
   * @throws IllegalArgumentException if it is none, in docker's words
   */
  public static Instant parse(String text, Instant now, ZoneId here) {
    try {
      Matcher date = DATE.matcher(text);
      if (date.matches()) {
        String time =
            "%sT%s:%s:%s".formatted(date.group(1), or0(date, 2), or0(date, 3), or0(date, 4));
        ZoneId zone = date.group(5) == null ? here : ZoneOffset.of(date.group(5));
        return LocalDateTime.parse(time).atZone(zone).toInstant();
      }
      if (SECONDS.matcher(text).matches()) {
        return after(Instant.EPOCH, new BigDecimal(text).movePointRight(9));
      }
      Matcher duration = DURATION.matcher(text);
      if (duration.matches()) {
        BigDecimal nanos = nanos(duration.group(2));
        return after(now, duration.group(1).equals("-") ? nanos : nanos.negate());
      }
    } catch (DateTimeException | ArithmeticException e) {
      // it looks like one, but there is no such time
    }
    throw new IllegalArgumentException(
        "failed to parse value as time or duration: \"" + text + '"');
  }

  private static String or0(Matcher date, int group) {
    return date.group(group) == null ? "00" : date.group(group);
  }

  private static BigDecimal nanos(String duration) {
    BigDecimal nanos = BigDecimal.ZERO;
    Matcher part = Pattern.compile(PART).matcher(duration);
    while (part.find()) {
      BigDecimal unit = BigDecimal.valueOf(NANOS.get(part.group(2)));
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit));
    }
    return nanos;
  }

  private static Instant after(Instant start, BigDecimal nanos) {
    long billion = 1_000_000_000;
    BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(billion));
    return start.plus(Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValue()));
  }
}
