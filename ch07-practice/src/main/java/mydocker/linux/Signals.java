package mydocker.linux;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a process that starts children must know of signals: signal(7). */
final class Signals {
  static final int SIGKILL = 9;
  static final int SIGCHLD = 17;
  static final int SIGCONT = 18;

  /** For signal(2): what the kernel does by itself. */
  static final Constant SIG_DFL = new Constant(0, "SIG_DFL");

  private Signals() {}

  /**
   * The signals that this process has handlers for: the bits of SigCgt, lowest first. A JVM catches
   * a dozen.
   */
  static List<Integer> caught() throws IOException {
    long mask = Long.parseUnsignedLong(ProcStatus.of("self", "SigCgt"), 16);
    List<Integer> signals = new ArrayList<>();
    for (int signal = 1; signal <= Long.SIZE; signal++) {
      if ((mask >>> (signal - 1) & 1) == 1) {
        signals.add(signal);
      }
    }
    return signals;
  }
}
