package mydocker.container;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import jnr.constants.platform.Signal;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import jnr.posix.SignalHandler;
import mydocker.linux.Child;
import mydocker.linux.ProcStatus;

/**
 * Passes the signals that we get on to a container, as long as it is open.
 *
 * <p>Process 1 of a PID namespace gets only the signals that it has a handler for: the default
 * action of SIGINT and SIGTERM, to end the process, is not for it (pid_namespaces(7)). Whoever
 * presses Ctrl-C wants just that, so it is done here, by the one signal that process 1 cannot
 * escape.
 */
public final class SignalProxy implements AutoCloseable {
  /** Those that ask a program to end, and that a JVM lets one have. */
  private static final List<Signal> PASSED_ON =
      List.of(Signal.SIGHUP, Signal.SIGINT, Signal.SIGTERM, Signal.SIGUSR1);

  private static final int KILLED = 128 + 9;
  private static final POSIX POSIX = POSIXFactory.getJavaPOSIX();

  private final Map<Signal, SignalHandler> before = new EnumMap<>(Signal.class);
  private Child container;
  private int waiting;
  private int fatal;

  /** From now on a signal does not end us: there may be something to clean up. */
  public SignalProxy() {
    for (Signal signal : PASSED_ON) {
      before.put(signal, POSIX.signal(signal, this::pass));
    }
  }

  /** Passes signals on to a container, and first the last one that came before there was one. */
  public synchronized void attach(Child container) {
    this.container = container;
    if (waiting != 0) {
      pass(waiting);
    }
  }

  private synchronized void pass(int signal) {
    if (container == null) {
      waiting = signal;
      return;
    }
    try {
      if (isExpected(signal)) {
        container.signal(signal);
      } else {
        fatal = signal;
        container.signal(Signal.SIGKILL.intValue());
      }
    } catch (IOException e) {
      // the container has ended meanwhile
    }
  }

  /** Whether process 1 has a handler for a signal, ignores it, or has blocked it to wait for it. */
  private boolean isExpected(int signal) throws IOException {
    for (String field : List.of("SigCgt", "SigIgn", "SigBlk")) {
      String mask = ProcStatus.of(Integer.toString(container.pid()), field);
      if ((Long.parseUnsignedLong(mask, 16) >>> (signal - 1) & 1) == 1) {
        return true;
      }
    }
    return false;
  }

  /** The last signal that came while there was no container yet; 0 if none has. */
  public synchronized int received() {
    return waiting;
  }

  /** The exit code of a container that ended with this one, knowing what ended it. */
  public synchronized int exitCode(int code) {
    return fatal != 0 && code == KILLED ? 128 + fatal : code;
  }

  @Override
  public void close() {
    before.forEach((signal, handler) -> POSIX.signal(signal, handler));
  }
}
