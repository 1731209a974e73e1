package mydocker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle is docker's documentation of logs --since, and Go's of time.ParseDuration. */
class MomentTest {
  private static final Instant NOW = Instant.parse("2017-08-04T12:00:00Z");
  private static final ZoneId HERE = ZoneId.of("Asia/Shanghai"); // UTC+8

  @ParameterizedTest
  @CsvSource({
    "2017-08-04T10:20:30Z, 2017-08-04T10:20:30Z",
    "2017-08-04T10:20:30.000000001Z, 2017-08-04T10:20:30.000000001Z",
    "2017-08-04T10:20:30+02:00, 2017-08-04T08:20:30Z",
    "2017-08-04T10:20:30, 2017-08-04T02:20:30Z",
    "2017-08-04T10:20:30.5, 2017-08-04T02:20:30.5Z",
    "2017-08-04T10:20, 2017-08-04T02:20:00Z",
    "2017-08-04T10Z, 2017-08-04T10:00:00Z",
    "2017-08-04, 2017-08-03T16:00:00Z",
    "2017-08-04Z, 2017-08-04T00:00:00Z",
    "1136073600, 2006-01-01T00:00:00Z",
    "1136073600.000000001, 2006-01-01T00:00:00.000000001Z",
    "1136073600.5, 2006-01-01T00:00:00.5Z",
    "0, 1970-01-01T00:00:00Z",
    "42m, 2017-08-04T11:18:00Z",
    "1h30m, 2017-08-04T10:30:00Z",
    "1.5h, 2017-08-04T10:30:00Z",
    "1m30s500ms, 2017-08-04T11:58:29.5Z",
    "-1m, 2017-08-04T12:01:00Z",
    "+1ns, 2017-08-04T11:59:59.999999999Z",
  })
  void timesAreRead(String text, Instant expected) {
    assertEquals(expected, Moment.parse(text, NOW, HERE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "junk", "2017-13-04", "2017-08-04T25:00", "1h30", "m", "-1", "1 h", "5d"})
  void whatIsNoneIsRefused(String text) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> Moment.parse(text, NOW, HERE));
    assertEquals("failed to parse value as time or duration: \"" + text + '"', e.getMessage());
  }
}
