package mydocker.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.constants.platform.Errno;

/** Waiting for several open files at once: poll(2). */
final class Poll {
  /** There is something to read. */
  static final int IN = 1;

  /** There is room to write. */
  static final int OUT = 4;

  // struct pollfd
  private static final int SIZE = 8;
  private static final int EVENTS = 4;
  private static final int RETURNED = 6;

  /** What poll(2) passes over. */
  private static final int NONE = -1;

  private final LibC libc = LibC.get();
  private final ByteBuffer array;
  private final int count;

  /** Waits for the same of each. */
  Poll(int event, int... fds) {
    count = fds.length;
    array = ByteBuffer.allocate(SIZE * count).order(ByteOrder.nativeOrder());
    for (int i = 0; i < count; i++) {
      array.putInt(i * SIZE, fds[i]);
      array.putShort(i * SIZE + EVENTS, (short) event);
    }
  }

  /** Waits until one is ready, or at its end, or broken. */
  void await() throws ErrnoException {
    await(-1);
  }

  /** The same, but not longer than a time; -1: as long as it takes. */
  void await(int millis) throws ErrnoException {
    while (libc.poll(array.array(), count, millis) == -1) {
      ErrnoException e = ErrnoException.last("wait for descriptors");
      if (e.errno() != Errno.EINTR) {
        throw e;
      }
    }
  }

  /** Whether {@link #await} has found something about one, by its place. */
  boolean isReady(int place) {
    return array.getShort(place * SIZE + RETURNED) != 0;
  }

  /** Does not wait for one any more. */
  void forget(int place) {
    array.putInt(place * SIZE, NONE);
  }
}
