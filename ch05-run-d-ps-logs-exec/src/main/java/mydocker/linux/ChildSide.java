package mydocker.linux;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import jnr.ffi.Pointer;

/**
 * Lays out what a child does as chains of calls: the steps of its program, with a gate before each
 * and a report behind it.
 */
final class ChildSide {
  private static final Constant CLONE_SIBLING =
      new Constant(
          0x8000 | 0x0010_0000 | Signals.SIGCHLD, "CLONE_PARENT | CLONE_PARENT_SETTID | SIGCHLD");
  private static final Constant CLONE_PARENT_SETTID =
      new Constant(0x0010_0000, "CLONE_PARENT_SETTID");
  private static final int STACK_SIZE = 8192;

  /** Bytes that the parent sends for "go on". */
  static final int GO = 8;

  /** Bytes of an int: what the child sends. */
  static final int REPORT = 4;

  private final LibC libc;
  private final Arena arena;
  private final Arena routineArena;
  private final List<Step> steps;
  private final Pipe go;
  private final Pipe done;
  private final Pointer errno;
  private final Pointer siblingPid;
  private final Pointer exit;

  /**
   * @param routineArena for what a child does that nobody watches; null if none does
   * @param go the parent's word to the child
   * @param done the child's word to the parent
   */
  ChildSide(LibC libc, Arena arena, Arena routineArena, List<Step> steps, Pipe go, Pipe done)
      throws ErrnoException {
    this.libc = libc;
    this.arena = arena;
    this.routineArena = routineArena;
    this.steps = steps;
    this.go = go;
    this.done = done;
    errno = libc.__errno_location(); // this thread's, and so that of its copy, the child
    siblingPid = arena.allocate(REPORT);
    CallChain failed = new CallChain(libc, arena, null);
    failed.prepend(new Call("", "_exit", 127));
    exit = failed.first();
  }

  /** A stack for clone(2): the address of its high end. */
  Pointer newStack() throws ErrnoException {
    return arena.allocate(STACK_SIZE).slice(STACK_SIZE - 16);
  }

  /** The whole: made, and to be entered by clone, under a {@link SignalMask#full}. */
  Pointer layOut() throws IOException {
    CallChain chain = layOutFrom(0);
    chain.prepend(new Call("", "memset", errno, 0, REPORT)); // what the calls below may have left
    for (Call call : Descriptors.closeOnExec(libc)) {
      chain.prepend(call);
    }
    chain.prepend(new Call("", "close", done.readEnd()));
    chain.prepend(new Call("", "close", go.writeEnd()));
    for (int signal : Signals.changed()) {
      chain.prepend(new Call("", "signal", signal, Signals.SIG_DFL));
    }
    return chain.first();
  }

  /** Has the child get what it needs of our memory, and no more. */
  void leaveOutTheRest() throws IOException {
    List<Arena> needed = Stream.of(arena, routineArena).filter(Objects::nonNull).toList();
    Leftovers.leaveOut(libc, errno, needed);
  }

  /** The steps from one on, up to the end of the program or the beginning of another process. */
  private CallChain layOutFrom(int from) throws IOException {
    int end = from;
    while (end < steps.size()
        && !(steps.get(end) instanceof Step.InSibling)
        && !(steps.get(end) instanceof Step.Alone)
        && !(steps.get(end) instanceof Step.InOffspring)) {
      end++;
    }
    CallChain chain = new CallChain(libc, arena, exit);
    if (end < steps.size() && steps.get(end) instanceof Step.InOffspring step) {
      chain = new CallChain(libc, arena, layOut(step.meanwhile()));
      prependOffspring(chain, step, layOutFrom(end + 1));
    } else if (end < steps.size() && steps.get(end) instanceof Step.Alone step) {
      chain = new CallChain(libc, arena, layOut(step.routine()));
    } else if (end < steps.size()) {
      prependSibling(chain, layOutFrom(end + 1));
    }
    for (int i = end - 1; i >= from; i--) {
      if (steps.get(i) instanceof Step.InChild step) {
        if (!step.tolerated().isEmpty()) {
          chain.prepend(new Call("", "memset", errno, 0, REPORT)); // the next call is not to blame
        }
        prependReport(chain);
        chain.prepend(step.call());
        prependGate(chain);
      } else if (steps.get(i) instanceof Step.Closing) {
        prependClosing(chain);
      }
    }
    return chain;
  }

  private void prependClosing(CallChain chain) throws IOException {
    chain.prepend(
        new Call("", "memset", errno, 0, REPORT)); // to close what is not open is no error
    List<Integer> pipes = List.of(go.readEnd(), done.writeEnd());
    for (Call call : Descriptors.closeAllBut(libc, pipes)) {
      chain.prepend(call);
    }
  }

  /** Lets a sibling go through its own chain, and ends. */
  private void prependSibling(CallChain chain, CallChain sibling) throws ErrnoException {
    Pointer setcontext = LibC.symbol("setcontext");
    chain.prepend(new Call("", "_exit", 0));
    chain.prepend(new Call("", "write", done.writeEnd(), siblingPid, REPORT));
    prependReport(chain);
    chain.prepend(
        new Call("", "clone", setcontext, newStack(), CLONE_SIBLING, sibling.first(), siblingPid));
    prependGate(chain);
  }

  private Pointer layOut(Routine routine) throws IOException {
    return RoutineLayout.layOut(libc, routineArena, routine, errno);
  }

  /** Lets a child of its own go through the rest. */
  private void prependOffspring(CallChain chain, Step.InOffspring step, CallChain rest)
      throws ErrnoException {
    Pointer setcontext = LibC.symbol("setcontext");
    int flags =
        (int) (Namespace.flags(step.namespaces()).value() | CLONE_PARENT_SETTID.value())
            | Signals.SIGCHLD;
    Pointer pid = arena.allocate(REPORT);
    chain.prepend(new Call("", "write", done.writeEnd(), pid, REPORT));
    prependReport(chain);
    chain.prepend(new Call("", "clone", setcontext, newStack(), flags, rest.first(), pid));
    prependGate(chain);
  }

  /** Tells the parent how a call ended: the child's errno goes straight into the pipe. */
  private void prependReport(CallChain chain) throws ErrnoException {
    chain.prepend(new Call("", "write", done.writeEnd(), errno, REPORT));
  }

  /**
   * Waits for the parent's word. A chain has no "if", but the C library has a function with one
   * inside: lfind(3) calls the function that it is given for the elements of an array, and their
   * number, which it is told by address, is 1 here: so it calls setcontext, and that leads to
   * _exit. Unless the parent has overwritten the number with zeros. A parent that is gone has not,
   * for read(2) then returns with nothing: its child ends too.
   */
  private void prependGate(CallChain chain) throws ErrnoException {
    Pointer number = arena.allocate(GO);
    number.putLong(0, 1);
    Pointer setcontext = LibC.symbol("setcontext");
    chain.prepend(new Call("", "lfind", exit, number, number, GO, setcontext));
    chain.prepend(new Call("", "read", go.readEnd(), number, GO));
  }
}
