package mydocker.log;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * Some bytes that a container has written, as they were read at once: a line, a part of one, or
 * many. A long record is given in pieces.
 *
 * @param source through which of its descriptors they came
 * @param time when they were read
 * @param bytes valid until the next record is read; they have an array
 */
public record LogRecord(Source source, Instant time, ByteBuffer bytes) {

  /** A descriptor that a container writes to, with its number. */
  public enum Source {
    /** Descriptor 1; all that comes from a terminal. */
    STDOUT,
    /** Descriptor 2. */
    STDERR;

    /** Its number. */
    public int number() {
      return ordinal() + 1;
    }
  }
}
