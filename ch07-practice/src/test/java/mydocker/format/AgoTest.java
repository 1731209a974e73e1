package mydocker.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgoTest {

  /** The same cases as in docker's go-units, and both sides of each step. */
  @ParameterizedTest
  @CsvSource({
    "PT0.45S, Less than a second",
    "PT1S, 1 second",
    "PT45S, 45 seconds",
    "PT46S, 46 seconds",
    "PT59S, 59 seconds",
    "PT60S, About a minute",
    "PT1M59S, About a minute",
    "PT3M, 3 minutes",
    "PT35M, 35 minutes",
    "PT59M59S, 59 minutes",
    "PT1H, About an hour",
    "PT1H29M, About an hour",
    "PT1H31M, 2 hours",
    "PT3H, 3 hours",
    "PT24H, 24 hours",
    "PT47H, 47 hours",
    "PT48H, 2 days",
    "P13D, 13 days",
    "P14D, 2 weeks",
    "P59D, 8 weeks",
    "P60D, 2 months",
    "P13DT23H45M, 2 weeks",
    "P729D, 24 months",
    "P730D, 2 years",
    "P1460D, 4 years",
    "PT-5S, Less than a second"
  })
  void saysWhatDockerSays(Duration span, String words) {
    assertEquals(words, Ago.span(span));
  }

  @Test
  void aTimeThatNobodyKnowsIsNotGuessed() {
    Instant now = Instant.parse("2024-01-01T00:00:00Z");
    assertEquals("N/A", Ago.of(Optional.empty(), now));
    assertEquals("3 days ago", Ago.of(Optional.of(now.minusSeconds(3 * 86_400)), now));
  }
}
