package mydocker.log;

import java.io.IOException;

/** Where the records of a log go. */
public interface LogSink {

  void write(LogRecord record) throws IOException;

  /** Lets go of what it has kept back: there are no more records for now. */
  void flush() throws IOException;

  /** Whether it has all that it wants. */
  default boolean isDone() {
    return false;
  }
}
