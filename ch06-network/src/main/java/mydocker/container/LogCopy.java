package mydocker.container;

import mydocker.linux.Cell;
import mydocker.linux.Constant;
import mydocker.linux.Routine;
import mydocker.linux.Routine.Label;
import mydocker.log.LogFile;
import mydocker.log.LogRecord;

/**
 * How a monitor copies what comes out of one stream into the log: as a record, {@link LogFile}. It
 * asks how many bytes there are, since what read(2) returns is lost.
 */
final class LogCopy {
  private static final Constant FIONREAD = new Constant(0x541B, "FIONREAD");
  private static final Constant CLOCK_REALTIME = new Constant(0, "CLOCK_REALTIME");

  // A struct iovec: an address, and how many bytes are there.
  private static final int IOVEC = 16;
  private static final int IOV_LEN = 8;

  private final Routine routine;
  private final String name;
  private final Constant stream;
  private final Cell record;
  private final Cell.Place time;
  private final Cell.Place length;

  /** The header of a record, and what follows it. */
  private final Cell parts;

  /**
   * A copy.
   *
   * @param source what the log calls the stream
   * @param fd its descriptor
   * @param most how many bytes there can be at once
   */
  LogCopy(Routine routine, LogRecord.Source source, int fd, int most) {
    this.routine = routine;
    name = source == LogRecord.Source.STDOUT ? "out" : "err";
    stream = new Constant(fd, "std" + name);
    record = new Cell(name, LogFile.HEADER);
    record.putInt(0, LogFile.MAGIC).putInt(LogFile.SOURCE, source.number());
    time = record.at(LogFile.TIME, "time");
    length = record.at(LogFile.LENGTH, "length");
    Cell bytes = new Cell(name + "_bytes", most);
    parts = new Cell(name + "_parts", 2 * IOVEC);
    parts.putAddress(0, record).putLong(IOV_LEN, LogFile.HEADER).putAddress(IOVEC, bytes);
  }

  /** Adds the calls by which what is there now is copied. */
  void addTo(String labels) {
    Label some = new Label("copy_" + name + labels);
    Label none = new Label("no_" + name + labels);
    routine.call("memset", length, 0, Long.BYTES);
    routine.call("ioctl", stream, FIONREAD, length);
    routine.jumpIf(length, some).jump(none);
    routine.mark(some);
    routine.call("clock_gettime", CLOCK_REALTIME, time);
    routine.call("memcpy", parts.at(IOVEC + IOV_LEN, "bytes.length"), length, Long.BYTES);
    routine.call("readv", stream, parts.at(IOVEC, "bytes"), 1);
    routine.call("writev", Monitor.LOG, parts, 2);
    routine.mark(none);
  }

  /** The number of bytes that were copied last. */
  Cell.Place length() {
    return length;
  }
}
