package mydocker.stdio;

import java.io.IOException;
import mydocker.linux.Pty;

/** A container's terminal, as large as ours; on its keyboard our keys are typed. */
public final class TerminalKeyboard implements Keyboard {
  private final Pty pty;
  private final boolean interactive;
  private SizeOfOurs size;
  private Console console;

  /**
   * A terminal's.
   *
   * @param interactive whether our keys are typed there
   */
  public TerminalKeyboard(Pty pty, boolean interactive) {
    this.pty = pty;
    this.interactive = interactive;
  }

  @Override
  public void connect(DetachKeys keys, Runnable leave) throws IOException {
    size = SizeOfOurs.follow(pty.master());
    if (interactive) {
      console = Console.open(pty.master(), keys, leave);
    }
  }

  @Override
  public void close() {
    if (console != null) {
      console.close();
    }
    if (size != null) {
      size.close();
    }
    pty.close();
  }
}
