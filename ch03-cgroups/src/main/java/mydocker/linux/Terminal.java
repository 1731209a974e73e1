package mydocker.linux;

/**
 * The terminal that this process was started on, and which of its process groups is in the
 * foreground: credentials(7). That group alone reads from the terminal, and gets the signals of
 * Ctrl-C and Ctrl-Z.
 */
public final class Terminal implements AutoCloseable {
  private static final int STDIN = 0;
  private static final int STDOUT = 1;

  private final LibC libc;
  private final int owner;

  private Terminal(LibC libc) {
    this.libc = libc;
    owner = libc.tcgetpgrp(STDIN);
  }

  /** Whether somebody sits at a terminal: stdin and stdout are one, and it listens to us. */
  public static boolean isInteractive() {
    LibC libc = LibC.get();
    return libc.isatty(STDIN) == 1
        && libc.isatty(STDOUT) == 1
        && libc.tcgetpgrp(STDIN) == libc.getpgrp();
  }

  /** The terminal, to be lent; closing takes it back. */
  public static Terminal open() {
    return new Terminal(LibC.get());
  }

  /**
   * Puts a process group into the foreground, so that Ctrl-C ends what runs there and not this JVM.
   */
  public void lendTo(int processGroup) throws ErrnoException {
    LibC.check(libc.tcsetpgrp(STDIN, processGroup), "give the terminal to group " + processGroup);
  }

  /** Takes the terminal back. A group in the background that does so gets SIGTTOU: not here. */
  @Override
  public void close() throws ErrnoException {
    try (SignalMask full = SignalMask.full(libc)) {
      lendTo(owner);
    }
  }
}
