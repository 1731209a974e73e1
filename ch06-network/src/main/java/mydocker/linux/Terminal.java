package mydocker.linux;

import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * The terminal that this process was started on, and which of its process groups is in the
 * foreground: credentials(7). That group alone reads from the terminal, and gets the signals of
 * Ctrl-C and Ctrl-Z.
 */
public final class Terminal implements AutoCloseable {
  private static final int STDIN = 0;
  private static final int STDOUT = 1;
  private static final int TCSADRAIN = 1;

  /** Bytes, more than a struct termios has. */
  private static final int TERMIOS = 128;

  private final TerminalCalls libc = LibC.get(TerminalCalls.class);
  private final int owner;
  private final Pointer modes = Memory.allocateDirect(Runtime.getSystemRuntime(), TERMIOS, true);

  /** The terminal, to be lent; closing takes it back. */
  public Terminal() {
    owner = libc.tcgetpgrp(STDIN);
    libc.tcgetattr(STDIN, modes);
  }

  /** Whether somebody sits at a terminal: stdin and stdout are one, and it listens to us. */
  public static boolean isInteractive() {
    TerminalCalls libc = LibC.get(TerminalCalls.class);
    return libc.isatty(STDIN) == 1
        && libc.isatty(STDOUT) == 1
        && libc.tcgetpgrp(STDIN) == libc.getpgrp();
  }

  /**
   * Puts a process group into the foreground, so that Ctrl-C ends what runs there and not this JVM.
   */
  public void lendTo(int processGroup) throws ErrnoException {
    LibC.check(libc.tcsetpgrp(STDIN, processGroup), "give the terminal to group " + processGroup);
  }

  /**
   * Takes the terminal back, with the modes that it had: an editor that was killed has left it
   * without echo. A group in the background that does so gets SIGTTOU, but here that is blocked.
   */
  @Override
  public void close() throws ErrnoException {
    try (SignalMask full = SignalMask.full(LibC.get())) {
      lendTo(owner);
      LibC.check(libc.tcsetattr(STDIN, TCSADRAIN, modes), "restore the terminal's modes");
    }
  }
}
