package mydocker.linux;

import java.util.Optional;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * How much text a terminal shows: ioctl_tty(2). The kernel only keeps it, and sends SIGWINCH to
 * those in the foreground when it changes.
 */
public record WindowSize(int rows, int columns) {
  private static final long TIOCGWINSZ = 0x5413;
  private static final long TIOCSWINSZ = 0x5414;

  // struct winsize
  private static final int SIZE = 8;
  private static final int COLUMNS = 2;

  /** That of a terminal, or nothing if the descriptor is of none. */
  public static Optional<WindowSize> of(int fd) {
    Pointer size = Memory.allocateDirect(Runtime.getSystemRuntime(), SIZE, true);
    if (LibC.get(TerminalCalls.class).ioctl(fd, TIOCGWINSZ, size) == -1) {
      return Optional.empty();
    }
    return Optional.of(new WindowSize(size.getShort(0) & 0xffff, size.getShort(COLUMNS) & 0xffff));
  }

  /** Makes it that of a terminal, by either side of it. */
  public void set(int fd) throws ErrnoException {
    Pointer size = Memory.allocateDirect(Runtime.getSystemRuntime(), SIZE, true);
    size.putShort(0, (short) rows);
    size.putShort(COLUMNS, (short) columns);
    LibC.check(
        LibC.get(TerminalCalls.class).ioctl(fd, TIOCSWINSZ, size), "set the size of a terminal");
  }
}
