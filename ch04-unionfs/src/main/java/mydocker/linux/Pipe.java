package mydocker.linux;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import jnr.constants.platform.Errno;

/** A pipe(2) whose two ends are closed on execve, unless a child has made itself a copy of one. */
public final class Pipe implements AutoCloseable {
  private static final int O_CLOEXEC = 0x80000;
  private static final int CLOSED = -1;

  private final LibC libc;
  private int readEnd;
  private int writeEnd;

  /** Opens a pipe. */
  public Pipe(LibC libc) throws ErrnoException {
    this.libc = libc;
    int[] ends = new int[2];
    LibC.check(libc.pipe2(ends, O_CLOEXEC), "open a pipe");
    readEnd = ends[0];
    writeEnd = ends[1];
  }

  /** The descriptor to read from. */
  public int readEnd() {
    return readEnd;
  }

  /** The descriptor to write to. */
  public int writeEnd() {
    return writeEnd;
  }

  /** Reads what is there, at most a buffer full; returns the number of bytes, 0 at the end. */
  int read(byte[] buffer) throws ErrnoException {
    long n;
    do {
      n = libc.read(readEnd, buffer, buffer.length);
    } while (n == -1 && interrupted());
    return LibC.check((int) n, "read a pipe");
  }

  /** Writes all of a buffer, which is smaller than a pipe. */
  void write(byte[] buffer) throws ErrnoException {
    long n;
    do {
      n = libc.write(writeEnd, buffer, buffer.length);
    } while (n == -1 && interrupted());
    LibC.check((int) n, "write to a pipe");
  }

  /** All that is written into the pipe until nobody has its other end open any more. */
  public String readAll() throws ErrnoException {
    closeWriteEnd();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int n = read(buffer); n > 0; n = read(buffer)) {
      all.write(buffer, 0, n);
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  /** Leaves reading to another process. */
  public void closeReadEnd() {
    if (readEnd != CLOSED) {
      libc.close(readEnd);
      readEnd = CLOSED;
    }
  }

  /** Leaves writing to another process; to a reader it is the end, if no other writer is left. */
  public void closeWriteEnd() {
    if (writeEnd != CLOSED) {
      libc.close(writeEnd);
      writeEnd = CLOSED;
    }
  }

  @Override
  public void close() {
    closeReadEnd();
    closeWriteEnd();
  }

  private static boolean interrupted() {
    return ErrnoException.last("").errno() == Errno.EINTR;
  }
}
