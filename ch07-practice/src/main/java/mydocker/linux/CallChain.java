package mydocker.linux;

import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * Calls of C functions laid out in memory so that each leads to the next, with no code of ours in
 * between: one ucontext_t per call. makecontext(3) says which function a context runs with which
 * arguments, and its uc_link which context follows when the function returns. setcontext(3) enters
 * the first.
 *
 * <p>A link is fixed when its context is made, so a chain is built from its end to its beginning.
 */
final class CallChain {
  // ucontext_t, where x86-64 and aarch64 agree (sys/ucontext.h of glibc).
  private static final int UC_LINK = 8;
  private static final int UC_STACK_SP = 16;
  private static final int UC_STACK_SIZE = 32;

  /** 968 bytes on x86-64, 4560 on aarch64: the less, the fewer pages of memory a chain takes. */
  static final int UCONTEXT_SIZE = System.getProperty("os.arch").equals("aarch64") ? 4608 : 1024;

  /** For a function that does little more than enter the kernel, with no signal to be handled. */
  static final int STACK_SIZE = 1024;

  private final LibC libc;
  private final Arena arena;
  private long first;

  /**
   * An empty chain.
   *
   * @param next the context that follows the chain's last call, or null if that does not return
   */
  CallChain(LibC libc, Arena arena, Pointer next) {
    this.libc = libc;
    this.arena = arena;
    first = next == null ? 0 : next.address();
  }

  /**
   * Puts a call before all others. It will be made with the signal mask that this thread has now,
   * for a context carries its maker's mask; with execve(2), whose program would inherit the mask,
   * with none.
   */
  void prepend(Call call) throws ErrnoException {
    Pointer context = arena.allocate(UCONTEXT_SIZE);
    makeContext(libc, arena, context, arena.allocate(STACK_SIZE), first, call);
    first = context.address();
  }

  /**
   * Makes the context of one call.
   *
   * @param context where it is to be
   * @param next the address of the context that follows
   */
  static void makeContext(
      LibC libc, Arena arena, Pointer context, Pointer stack, long next, Call call)
      throws ErrnoException {
    if (call.function().equals("execve")) {
      try (SignalMask none = SignalMask.empty(libc)) {
        libc.getcontext(context);
      }
    } else {
      libc.getcontext(context);
    }
    context.putAddress(UC_LINK, next);
    context.putAddress(UC_STACK_SP, stack.address());
    context.putLong(UC_STACK_SIZE, STACK_SIZE);
    long[] r = call.encode(arena);
    Pointer function = LibC.symbol(call.function());
    libc.makecontext(
        context, function, call.arguments().length, r[0], r[1], r[2], r[3], r[4], r[5]);
  }

  /** The address of the first context, for setcontext(3). */
  Pointer first() {
    return Pointer.wrap(Runtime.getSystemRuntime(), first);
  }
}
