package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import mydocker.config.State;
import mydocker.linux.ProcessId;
import org.junit.jupiter.api.Test;

/** The column STATUS. */
class PsStatusTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final Optional<ProcessId> PROCESS = Optional.of(new ProcessId(1, 1, "boot"));

  private static String status(
      Optional<ProcessId> process,
      Optional<Duration> started,
      Optional<Duration> finished,
      int code) {
    State state =
        new State(
            process, process, started.map(NOW::minus), finished.map(NOW::minus), code, false, "");
    return PsCommand.status(state);
  }

  @Test
  void tellsHowFarItsLifeHasCome() {
    Optional<Duration> never = Optional.empty();
    Optional<Duration> minutes = Optional.of(Duration.ofMinutes(3));
    Optional<Duration> seconds = Optional.of(Duration.ofSeconds(2));
    assertEquals("Created", status(Optional.empty(), never, never, 127));
    assertEquals("Up", status(PROCESS, minutes, never, 0));
    assertEquals("Exited (137)", status(Optional.empty(), minutes, seconds, 137));
    assertEquals("Exited (137)", status(Optional.empty(), minutes, never, 137));
  }
}
