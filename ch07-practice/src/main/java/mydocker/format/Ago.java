package mydocker.format;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Spans of time as docker writes them, which is as people say them. */
public final class Ago {
  private static final int SECONDS = 60;
  private static final int MINUTES = 60;
  private static final int HOURS = 24;
  private static final int WEEK = 7 * HOURS;
  private static final int MONTH = 30 * HOURS;
  private static final int YEAR = 365 * HOURS;

  private Ago() {}

  /** A moment as Go writes it: {@code 2026-01-31 12:00:00 +0000 UTC}. */
  public static String at(Instant time) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z z", Locale.ROOT)
        .withZone(ZoneId.systemDefault())
        .format(time);
  }

  /** How long ago something was: {@code 2 weeks ago}; {@code N/A} if nobody knows. */
  public static String of(Optional<Instant> then, Instant now) {
    return then.map(time -> span(Duration.between(time, now)) + " ago").orElse("N/A");
  }

  /** A span of time: {@code Less than a second}, {@code About an hour}, {@code 3 days}. */
  static String span(Duration span) {
    if (span.toSeconds() < 1) {
      return "Less than a second";
    }
    if (span.toSeconds() < SECONDS) {
      return span.toSeconds() == 1 ? "1 second" : span.toSeconds() + " seconds";
    }
    if (span.toMinutes() < MINUTES) {
      return span.toMinutes() == 1 ? "About a minute" : span.toMinutes() + " minutes";
    }
    long hours = span.plusMinutes(MINUTES / 2).toHours(); // the nearest
    if (hours == 1) {
      return "About an hour";
    }
    if (hours < 2 * HOURS) {
      return hours + " hours";
    }
    if (hours < 2 * WEEK) {
      return hours / HOURS + " days";
    }
    if (hours < 2 * MONTH) {
      return hours / WEEK + " weeks";
    }
    if (hours < 2 * YEAR) {
      return hours / MONTH + " months";
    }
    return span.toHours() / YEAR + " years";
  }
}
