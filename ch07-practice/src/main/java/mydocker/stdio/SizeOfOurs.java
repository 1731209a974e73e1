package mydocker.stdio;

import jnr.constants.platform.Signal;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import jnr.posix.SignalHandler;
import mydocker.linux.ErrnoException;
import mydocker.linux.WindowSize;

/**
 * Keeps a container's terminal as large as the one that we are shown on, until it is closed.
 *
 * <p>Without a terminal of ours the container's stays as it is.
 */
final class SizeOfOurs implements AutoCloseable {
  private static final int STDOUT = 1;
  private static final POSIX POSIX = POSIXFactory.getJavaPOSIX();

  private final SignalHandler before;

  private SizeOfOurs(int master) {
    before = POSIX.signal(Signal.SIGWINCH, signal -> apply(master));
  }

  /** Makes it so, and keeps it so. */
  static SizeOfOurs follow(int master) {
    SizeOfOurs size = new SizeOfOurs(master);
    apply(master);
    return size;
  }

  /** Makes it so this once. */
  static void apply(int master) {
    WindowSize.of(STDOUT)
        .ifPresent(
            size -> {
              try {
                size.set(master);
              } catch (ErrnoException e) {
                // what runs there has ended
              }
            });
  }

  @Override
  public void close() {
    POSIX.signal(Signal.SIGWINCH, before);
  }
}
