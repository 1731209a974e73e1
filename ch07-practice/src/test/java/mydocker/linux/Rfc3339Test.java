package mydocker.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
  /** Java's own formatter is the judge. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00.1Z",
        "2026-01-31T12:34:56.123456789Z",
        "0001-01-01T00:00:00Z",
        "2024-02-29T23:59:59.999Z",
        "2026-01-31T12:00:00+02:00",
        "2026-01-31T12:00:00.000000001-11:30",
        "2026-01-31T12:00Z",
      })
  void isReadAsJavaReadsIt(String text) {
    Instant time = OffsetDateTime.parse(text).toInstant();
    assertEquals(time, Rfc3339.parse(text));
    assertEquals(time, Rfc3339.parse(Rfc3339.format(time)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "yesterday",
        "2026-01-31",
        "2026-13-01T00:00:00Z",
        "2025-02-29T00:00:00Z",
        "2026-01-31T24:00:00Z",
        "2026-01-31T12:00:00.Z.",
        "2026-01-31 12:00:00Z",
        "2026-01-31T12:00:00.1234567890Z",
        "+026-01-31T12:00:00Z",
        "2026-01-31T12:00:0\u0660Z",
      })
  void whatIsNoneIsRefused(String text) {
    assertThrows(DateTimeException.class, () -> Rfc3339.parse(text));
  }
}
