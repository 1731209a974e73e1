package mydocker.linux;

import jnr.constants.platform.Errno;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** Copying from one open file to another, by descriptors: read(2), write(2). */
public final class Transfer {
  private static final int SIZE = 1 << 16; // what a pipe holds

  private final LibC libc = LibC.get();
  private final Pointer block = Memory.allocateDirect(Runtime.getSystemRuntime(), SIZE);

  /** Copies all, to the end. */
  public static void copy(int from, int to) throws ErrnoException {
    Transfer transfer = new Transfer();
    for (int length = transfer.read(from); length > 0; length = transfer.read(from)) {
      transfer.write(to, length);
    }
  }

  /**
   * Reads what is there, or waits for something.
   *
   * @return how many bytes; 0 at the end
   */
  int read(int from) throws ErrnoException {
    while (true) {
      long length = libc.read(from, block, SIZE);
      if (length >= 0) {
        return (int) length;
      }
      ErrnoException e = ErrnoException.last("read descriptor " + from);
      waitOrThrow(e, from, Poll.IN);
    }
  }

  void write(int to, int length) throws ErrnoException {
    int written = 0;
    while (written < length) {
      long n = libc.write(to, block.slice(written), length - written);
      if (n == -1) {
        waitOrThrow(ErrnoException.last("write to descriptor " + to), to, Poll.OUT);
      } else {
        written += (int) n;
      }
    }
  }

  /** Whoever has the file open too, as a shell has our stdin, may have it so that nobody waits. */
  private void waitOrThrow(ErrnoException e, int fd, int event) throws ErrnoException {
    if (e.errno() == Errno.EAGAIN) {
      new Poll(event, fd).await();
    } else if (e.errno() != Errno.EINTR) {
      throw e;
    }
  }
}
