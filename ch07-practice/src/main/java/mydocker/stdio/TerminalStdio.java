package mydocker.stdio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import mydocker.linux.Child;
import mydocker.linux.ChildProgram;
import mydocker.linux.Pty;
import mydocker.linux.Relay;
import mydocker.process.User;

/** A new terminal of the container's, whose keyboard and screen are those of ours. */
public final class TerminalStdio implements Stdio {
  private static final int STDOUT = 1;

  private final Pty pty;
  private final boolean interactive;
  private final boolean detached;
  private final DetachKeys keys;

  /**
   * A terminal.
   *
   * @param root the container's root folder, from outside
   * @param interactive whether our keys are typed there
   * @param detached whether it is left from the beginning
   * @param keys what is typed to leave
   */
  public TerminalStdio(Path root, boolean interactive, boolean detached, DetachKeys keys)
      throws IOException {
    pty = Pty.in(root);
    this.interactive = interactive;
    this.detached = detached;
    this.keys = keys;
  }

  @Override
  public void open(ChildProgram program) throws IOException {
    SizeOfOurs.apply(pty.master()); // now, and so before the command can ask for it
    OwnTerminal.open(program, pty.slave());
  }

  @Override
  public void own(ChildProgram program, User user) {
    OwnTerminal.control(program, user);
  }

  /** When its terminal has nobody any more who serves it, the kernel hangs up: SIGHUP. */
  @Override
  public boolean endsWithUs() {
    return false;
  }

  @Override
  public int attend(Child child) throws IOException {
    if (detached || serve(child)) {
      LeftTerminal.keep(pty);
      return 0;
    }
    return child.waitFor();
  }

  /** Returns when the command has ended, or the user has left it: whether he has. */
  private boolean serve(Child child) throws IOException {
    AtomicBoolean left = new AtomicBoolean();
    try (Relay relay = new Relay();
        Console console = interactive ? console(relay, left) : Console.watch(pty.master())) {
      relay.copy(pty, STDOUT).endWith(child).run();
    }
    return left.get();
  }

  private Console console(Relay relay, AtomicBoolean left) throws IOException {
    return Console.open(
        pty.master(),
        keys,
        () -> {
          left.set(true);
          relay.end();
        });
  }

  @Override
  public void close() {
    pty.close();
  }
}
