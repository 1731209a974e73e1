package mydocker.linux;

import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * Our terminal hands on every key as it is typed, until this is closed or we end: another terminal,
 * in a container, makes lines of them, echoes them, and takes Ctrl-C for a signal. See termios(3).
 */
public final class RawMode implements AutoCloseable {
  private static final int STDIN = 0;
  private static final int TCSANOW = 0;

  /** Bytes, more than a struct termios has. */
  private static final int TERMIOS = 128;

  private final TerminalCalls libc = LibC.get(TerminalCalls.class);
  private final Pointer before = termios();
  private final Thread atOurEnd = new Thread(this::restore, "restore the terminal");

  private RawMode() {}

  /**
   * Puts the terminal that stdin is into raw mode.
   *
   * @throws ErrnoException if it is none
   */
  public static RawMode enter() throws ErrnoException {
    RawMode entered = new RawMode();
    Pointer raw = termios();
    TerminalCalls libc = entered.libc;
    LibC.check(libc.tcgetattr(STDIN, entered.before), "get the terminal's modes");
    LibC.check(libc.tcgetattr(STDIN, raw), "get the terminal's modes");
    libc.cfmakeraw(raw);
    java.lang.Runtime.getRuntime().addShutdownHook(entered.atOurEnd);
    LibC.check(libc.tcsetattr(STDIN, TCSANOW, raw), "set the terminal's modes");
    return entered;
  }

  /** In the background, too, where SIGTTOU would stop us otherwise. A terminal may be gone. */
  private void restore() {
    try (SignalMask full = SignalMask.full(LibC.get())) {
      libc.tcsetattr(STDIN, TCSANOW, before);
    }
  }

  @Override
  public void close() {
    try {
      java.lang.Runtime.getRuntime().removeShutdownHook(atOurEnd);
    } catch (IllegalStateException e) {
      // our end has begun
    }
    restore();
  }

  private static Pointer termios() {
    return Memory.allocateDirect(Runtime.getSystemRuntime(), TERMIOS, true);
  }
}
