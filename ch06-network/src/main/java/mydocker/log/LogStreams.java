package mydocker.log;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;

/** Writes what a container has written to its stdout to ours, and its stderr to ours. */
public final class LogStreams implements LogSink {
  private static final int BUFFER = 1 << 16;

  private final PrintStream out;
  private final PrintStream err;
  private final OutputStream outBuffer;
  private final OutputStream errBuffer;
  private LogRecord.Source last = LogRecord.Source.STDOUT;
  private long kept;
  private boolean isBroken;

  /** Writes to two streams, which stay open. */
  public LogStreams(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
    outBuffer = new BufferedOutputStream(out, BUFFER);
    errBuffer = new BufferedOutputStream(err, BUFFER);
  }

  /** Where both are the same file or terminal, the order is kept. */
  @Override
  public void write(LogRecord record) throws IOException {
    if (record.source() != last) {
      flush();
      last = record.source();
    }
    ByteBuffer bytes = record.bytes();
    OutputStream to = last == LogRecord.Source.STDOUT ? outBuffer : errBuffer;
    to.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    kept += bytes.remaining();
    if (kept >= BUFFER) {
      flush();
    }
  }

  @Override
  public void flush() throws IOException {
    boolean isOut = last == LogRecord.Source.STDOUT;
    (isOut ? outBuffer : errBuffer).flush();
    isBroken |= (isOut ? out : err).checkError();
    kept = 0;
  }

  /** Nobody reads it any more. */
  @Override
  public boolean isDone() {
    return isBroken;
  }
}
