package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import mydocker.config.State;
import mydocker.container.Container;
import mydocker.container.SignalProxy;
import mydocker.container.Waiter;
import mydocker.linux.ProcessId;
import mydocker.linux.Terminal;
import org.apache.commons.cli.ParseException;

/** How a container is with us: what run and start -a have in common. */
final class Foreground {
  private Foreground() {}

  /** Refuses to lend a terminal if we have none, or do not wait until it comes back. */
  static void requireTerminal(boolean terminal, boolean detached) throws ParseException {
    if (terminal && detached) {
      throw new ParseException(
          "-t lends our terminal, and -d does not wait for it: one of its own is chapter 7's");
    }
    if (terminal && !Terminal.isInteractive()) {
      throw new ParseException(
          "cannot attach stdin to a TTY-enabled container because stdin is not a terminal");
    }
  }

  /**
   * Starts a container and stays with it.
   *
   * @param types whether our stdin is its
   * @return its exit code
   */
  static int run(
      Container container, boolean types, SignalProxy signals, PrintStream out, PrintStream err)
      throws IOException {
    if (signals.received() != 0) {
      return 128 + signals.received(); // we should have ended already
    }
    boolean lends = container.config().spec().process().terminal();
    try (Terminal terminal = lends ? new Terminal() : null;
        Waiter waiter = container.start(types)) {
      return stay(waiter, signals, out, err);
    }
  }

  private static int stay(Waiter waiter, SignalProxy signals, PrintStream out, PrintStream err)
      throws IOException {
    Optional<ProcessId> process = waiter.process();
    if (process.isPresent()) {
      signals.attach(process.get());
    }
    waiter.stay(out, err);
    State ended = waiter.finish();
    if (ended.oomKilled()) {
      err.println("mydocker: the kernel killed a process: out of memory, see --memory");
    }
    return signals.exitCode(ended.exitCode());
  }
}
