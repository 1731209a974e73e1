package mydocker.linux;

import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** A signal mask that the calling thread has until it is closed: sigprocmask(2). */
final class SignalMask implements AutoCloseable {
  private static final int SIG_SETMASK = 2;
  private static final int SIGSET_T = 128;

  private final LibC libc;
  private final Pointer before = sigset();

  private SignalMask(LibC libc, Pointer mask) {
    this.libc = libc;
    libc.sigprocmask(SIG_SETMASK, mask, before);
  }

  /** Lets no signal through. */
  static SignalMask full(LibC libc) {
    Pointer all = sigset();
    libc.sigfillset(all);
    return new SignalMask(libc, all);
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
