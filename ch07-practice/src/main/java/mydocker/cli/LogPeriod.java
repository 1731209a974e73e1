package mydocker.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import mydocker.log.LogRecord;
import mydocker.log.LogSink;

/** Passes on what was written in a certain time. */
public final class LogPeriod implements LogSink {
  private final Optional<Instant> since;
  private final Optional<Instant> until;
  private final LogSink to;
  private boolean isOver;

  /** From a time to another one, both included. */
  public LogPeriod(Optional<Instant> since, Optional<Instant> until, LogSink to) {
    this.since = since;
    this.until = until;
    this.to = to;
  }

  @Override
  public void write(LogRecord record) throws IOException {
    isOver = until.isPresent() && record.time().isAfter(until.get());
    if (!isOver && (since.isEmpty() || !record.time().isBefore(since.get()))) {
      to.write(record);
    }
  }

  @Override
  public void flush() throws IOException {
    to.flush();
    isOver |= until.isPresent() && Instant.now().isAfter(until.get());
  }

  @Override
  public boolean isDone() {
    return isOver || to.isDone();
  }
}
