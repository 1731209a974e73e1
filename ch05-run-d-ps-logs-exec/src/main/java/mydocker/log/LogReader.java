package mydocker.log;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Reads a container's log. */
public interface LogReader extends Closeable {

  /** The next record; empty if there is none yet. */
  Optional<LogRecord> next() throws IOException;

  /** No more is written: what is cut off at the end is given, too. */
  void finish();
}
