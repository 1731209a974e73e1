package mydocker.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Optional;
import mydocker.log.LogReader;
import mydocker.log.LogRecord;
import mydocker.log.LogSink;

/**
 * Leaves out the beginning of a log, up to its last lines. A line counts where it ends; two streams
 * may each have begun one. So it takes a look at the whole first: which streams the last lines are
 * of, and how many lines of each stream come before those.
 */
public final class LogTail implements LogSink {
  private static final int SOURCES = LogRecord.Source.values().length;

  private final long[] skip;
  private final LogSink to;

  private LogTail(long[] skip, LogSink to) {
    this.skip = skip;
    this.to = to;
  }

  /**
   * Passes on the last lines of a log and what comes after them.
   *
   * @param log reads all that is there
   * @param lines how many
   */
  public static LogTail of(LogReader log, int lines, LogSink to) throws IOException {
    Count count = new Count(lines);
    Optional<LogRecord> record = log.next();
    while (record.isPresent()) {
      count.add(record.get());
      record = log.next();
    }
    return new LogTail(count.before(), to);
  }

  /** Counts lines, and notes of which stream the last ones are. */
  private static final class Count {
    private final int last;
    private final BitSet ring = new BitSet();
    private final long[] lines = new long[SOURCES];
    private final boolean[] isUnfinished = new boolean[SOURCES];
    private long all;

    Count(int last) {
      this.last = last;
    }

    void add(LogRecord record) {
      int source = record.source().ordinal();
      ByteBuffer bytes = record.bytes();
      for (int end = lineEnd(bytes); end >= 0; end = lineEnd(bytes)) {
        addLine(source);
        isUnfinished[source] = false;
        bytes.position(end);
      }
      isUnfinished[source] |= bytes.hasRemaining();
    }

    private void addLine(int source) {
      lines[source]++;
      if (last > 0) {
        ring.set((int) (all % last), source != 0);
      }
      all++;
    }

    /** How many lines of each stream come before the last ones. */
    long[] before() {
      for (int source = 0; source < SOURCES; source++) {
        if (isUnfinished[source]) {
          addLine(source);
        }
      }
      long noted = Math.min(all, last);
      long ofSecond = ring.cardinality();
      return new long[] {lines[0] - (noted - ofSecond), lines[1] - ofSecond};
    }
  }

  /** Where the first line ends, behind its newline; -1 if it does not. */
  static int lineEnd(ByteBuffer bytes) {
    byte[] array = bytes.array();
    int offset = bytes.arrayOffset();
    int end = offset + bytes.limit();
    for (int i = offset + bytes.position(); i < end; i++) {
      if (array[i] == '\n') {
        return i + 1 - offset;
      }
    }
    return -1;
  }

  @Override
  public void write(LogRecord record) throws IOException {
    int source = record.source().ordinal();
    ByteBuffer bytes = record.bytes();
    while (skip[source] > 0) {
      int end = lineEnd(bytes);
      if (end < 0) {
        return;
      }
      bytes.position(end);
      skip[source]--;
    }
    if (bytes.hasRemaining()) {
      to.write(record);
    }
  }

  @Override
  public void flush() throws IOException {
    to.flush();
  }

  @Override
  public boolean isDone() {
    return to.isDone();
  }
}
