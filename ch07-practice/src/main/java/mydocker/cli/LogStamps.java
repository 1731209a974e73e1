package mydocker.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import mydocker.log.LogRecord;
import mydocker.log.LogSink;

/** Writes before each line when it was begun, so that the times stand in one column. */
public final class LogStamps implements LogSink {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSSX ").withZone(ZoneOffset.UTC);

  private final LogSink to;
  private final boolean[] isInLine = new boolean[LogRecord.Source.values().length];

  public LogStamps(LogSink to) {
    this.to = to;
  }

  @Override
  public void write(LogRecord record) throws IOException {
    byte[] stamp = stamp(record.time());
    int source = record.source().ordinal();
    ByteBuffer bytes = record.bytes();
    ByteArrayOutputStream stamped = new ByteArrayOutputStream(2 * bytes.remaining());
    while (bytes.hasRemaining()) {
      if (!isInLine[source]) {
        stamped.writeBytes(stamp);
      }
      int end = LogTail.lineEnd(bytes);
      isInLine[source] = end < 0;
      int until = end < 0 ? bytes.limit() : end;
      int length = until - bytes.position();
      stamped.write(bytes.array(), bytes.arrayOffset() + bytes.position(), length);
      bytes.position(until);
    }
    ByteBuffer all = ByteBuffer.wrap(stamped.toByteArray());
    to.write(new LogRecord(record.source(), record.time(), all));
  }

  private static byte[] stamp(Instant time) {
    return FORMAT.format(time).getBytes(US_ASCII);
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
