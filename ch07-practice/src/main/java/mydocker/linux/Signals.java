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
   * The signals that do not do what the kernel does by itself, lowest first: the bits of SigCgt,
   * for a JVM catches a dozen, and of SigIgn, for nohup(1) and a shell's {@code &} leave some
   * ignored, and what is ignored stays so through execve(2).
   */
  static List<Integer> changed() throws IOException {
    long mask = mask("SigCgt") | mask("SigIgn");
    List<Integer> signals = new ArrayList<>();
    for (int signal = 1; signal <= Long.SIZE; signal++) {
      if ((mask >>> (signal - 1) & 1) == 1) {
        signals.add(signal);
      }
    }
    return signals;
  }

  private static long mask(String field) throws IOException {
    return Long.parseUnsignedLong(ProcStatus.of("self", field), 16);
  }
}
