package mydocker.linux;

import java.util.List;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** A signal mask that the calling thread has until it is closed: sigprocmask(2). */
final class SignalMask implements AutoCloseable {
  private static final int SIG_SETMASK = 2;
  private static final int SIGSET_T = 128;

  /** SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV. */
  private static final List<Integer> SYNCHRONOUS = List.of(4, 5, 7, 8, 11);

  private final LibC libc;
  private final Pointer before = sigset();

  private SignalMask(LibC libc, Pointer mask) {
    this.libc = libc;
    libc.sigprocmask(SIG_SETMASK, mask, before);
  }

  /**
   * Lets no signal through that could come from outside. Those that a thread's own instructions
   * raise stay: a JVM stops its threads for a garbage collection by a page fault, SIGSEGV, and the
   * kernel ends a process that has it blocked then.
   */
  static SignalMask full(LibC libc) {
    Pointer set = sigset();
    libc.sigfillset(set);
    for (int signal : SYNCHRONOUS) {
      libc.sigdelset(set, signal);
    }
    return new SignalMask(libc, set);
  }

  /** A set of one signal: sigsetops(3). */
  static Pointer only(LibC libc, int signal) {
    Pointer set = sigset();
    libc.sigaddset(set, signal);
    return set;
  }

  /** Lets every signal through. */
  static SignalMask empty(LibC libc) {
    return new SignalMask(libc, sigset());
  }

  @Override
  public void close() {
    libc.sigprocmask(SIG_SETMASK, before, null);
  }

  private static Pointer sigset() {
    return Memory.allocateDirect(Runtime.getSystemRuntime(), SIGSET_T, true);
  }
}
