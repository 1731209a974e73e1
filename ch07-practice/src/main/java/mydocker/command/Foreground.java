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
import mydocker.stdio.DetachKeys;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * How a container is with us: the options that run, start -a and attach have in common.
 *
 * @param keys what is typed to leave it
 * @param passesSignals whether it gets the signals that we get
 */
record Foreground(DetachKeys keys, boolean passesSignals) {

  static Options addTo(Options options) {
    return options
        .addOption(null, "detach-keys", true, "what is typed to leave it; ctrl-p,ctrl-q")
        .addOption(null, "sig-proxy", true, "pass signals on to it: true, or false");
  }

  static Foreground parse(CommandLine line) throws ParseException {
    String passesSignals = line.getOptionValue("sig-proxy", "true");
    if (!passesSignals.matches("true|false")) {
      throw new ParseException(
          "invalid argument \"%s\" for --sig-proxy: it is true or false".formatted(passesSignals));
    }
    try {
      DetachKeys keys = DetachKeys.parse(line.getOptionValue("detach-keys", DetachKeys.DEFAULT));
      return new Foreground(keys, passesSignals.equals("true"));
    } catch (IllegalArgumentException e) {
      throw new ParseException(e.getMessage());
    }
  }

  /** Refuses to type on a container's terminal without one of our own. */
  static void requireTerminal(boolean typesOnTerminal) throws ParseException {
    if (typesOnTerminal && !Terminal.isStdin()) {
      throw new ParseException(
          "cannot attach stdin to a TTY-enabled container because stdin is not a terminal");
    }
  }

  /**
   * Starts a container and stays with it.
   *
   * @param types whether our stdin is its
   * @return its exit code; 0 if we have left
   */
  int run(Container container, boolean types, SignalProxy signals, PrintStream out, PrintStream err)
      throws IOException {
    if (signals.received() != 0) {
      return 128 + signals.received(); // we should have ended already
    }
    try (Waiter waiter = container.start(types)) {
      return stay(waiter, signals, out, err);
    }
  }

  /**
   * Stays with a container that runs.
   *
   * @param types whether our stdin is its
   * @return its exit code; 0 if we have left
   */
  int attach(
      Container container, boolean types, SignalProxy signals, PrintStream out, PrintStream err)
      throws IOException {
    try (Waiter waiter = container.attach(types)) {
      return stay(waiter, signals, out, err);
    }
  }

  private int stay(Waiter waiter, SignalProxy signals, PrintStream out, PrintStream err)
      throws IOException {
    Optional<ProcessId> process = waiter.process();
    if (passesSignals && process.isPresent()) {
      signals.attach(process.get());
    }
    if (!waiter.stay(keys, out, err)) {
      return 0;
    }
    State ended = waiter.finish();
    if (ended.oomKilled()) {
      err.println("mydocker: the kernel killed a process: out of memory, see --memory");
    }
    return signals.exitCode(ended.exitCode());
  }
}
