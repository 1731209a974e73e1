package mydocker.linux;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * A {@link Routine} in memory: a context for each call, side by side with their stacks.
 *
 * <p>A context that has run cannot run again as it is: on x86-64 the C library, on its way to the
 * next one, writes over the place on the stack where the function had found its return address. So
 * a loop begins with a memcpy(3) of all stacks as they were at first, its own included: it finds on
 * it, when it returns, what it has just written.
 */
final class RoutineLayout {
  /** Address space for one; what it does not use takes no memory. */
  static final long MEMORY = 64 << 20;

  /** A cell that is larger is a buffer, which somebody else's data go into. */
  private static final int LARGE = 4096;

  private final LibC libc;
  private final Arena arena;
  private final List<Routine.Line> lines;
  private final Map<Cell, Pointer> cells = new HashMap<>();
  private final Pointer contexts;
  private final Pointer stacks;
  private final Pointer freshStacks;

  /** Lays a routine out, under a {@link SignalMask#full}. */
  private RoutineLayout(LibC libc, Arena arena, List<Routine.Line> lines) throws ErrnoException {
    this.libc = libc;
    this.arena = arena;
    this.lines = lines;
    contexts = arena.allocate((long) lines.size() * CallChain.UCONTEXT_SIZE);
    stacks = arena.allocate((long) lines.size() * CallChain.STACK_SIZE);
    freshStacks = arena.allocate((long) lines.size() * CallChain.STACK_SIZE);
  }

  /**
   * Lays a routine out.
   *
   * @param arena all that the process will keep of its memory
   * @param errno where errno is
   * @return its first context, for setcontext(3)
   */
  static Pointer layOut(LibC libc, Arena arena, Routine routine, Pointer errno) throws IOException {
    List<Routine.Line> lines = new ArrayList<>();
    for (Call call : Descriptors.closeAllBut(libc, routine.kept())) {
      lines.add(new Routine.Do(call));
    }
    for (Call call : Leftovers.unmap(errno, arena)) {
      lines.add(new Routine.Do(call));
    }
    lines.addAll(routine.lines());
    return new RoutineLayout(libc, arena, lines).layOut(errno);
  }

  private Pointer layOut(Pointer errno) throws ErrnoException {
    cells.put(Routine.ERRNO, errno);
    for (int i = 0; i < lines.size(); i++) {
      if (!callsNothing(i)) {
        CallChain.makeContext(
            libc,
            arena,
            context(i),
            stacks.slice((long) i * CallChain.STACK_SIZE, CallChain.STACK_SIZE),
            i + 1 < lines.size() ? next(i + 1) : 0,
            located(call(i)));
      }
    }
    byte[] fresh = new byte[lines.size() * CallChain.STACK_SIZE];
    stacks.get(0, fresh, 0, fresh.length);
    freshStacks.put(0, fresh, 0, fresh.length);
    return Pointer.wrap(Runtime.getSystemRuntime(), next(0));
  }

  private Pointer context(int line) {
    return contexts.slice((long) line * CallChain.UCONTEXT_SIZE, CallChain.UCONTEXT_SIZE);
  }

  /** What is called in a line that calls something. */
  private Call call(int line) throws ErrnoException {
    if (lines.get(line) instanceof Routine.Do action) {
      return action.call();
    }
    if (lines.get(line) instanceof Routine.Jump jump) {
      Pointer target = Pointer.wrap(Runtime.getSystemRuntime(), next(mark(jump.label())));
      Pointer setcontext = LibC.symbol("setcontext");
      return new Call("", "lfind", target, target, jump.number(), Long.BYTES, setcontext);
    }
    return new Call("", "memcpy", stacks, freshStacks, (long) lines.size() * CallChain.STACK_SIZE);
  }

  /** Whether a line only says where to go on, so that it needs no context of its own. */
  private boolean callsNothing(int line) {
    Routine.Line there = lines.get(line);
    return there instanceof Routine.Jump jump && jump.number() == null
        || there instanceof Routine.Mark && !isLoop(line);
  }

  /** The context that runs when a line is reached. */
  private long next(int line) {
    int at = line;
    while (callsNothing(at)) {
      at = lines.get(at) instanceof Routine.Jump jump ? mark(jump.label()) : at + 1;
    }
    return context(at).address();
  }

  private int mark(Routine.Label label) {
    for (int line = 0; line < lines.size(); line++) {
      if (lines.get(line) instanceof Routine.Mark mark && is(mark.label(), label)) {
        return line;
      }
    }
    throw new IllegalArgumentException(
        "a routine that jumps to " + label.name() + " has no such mark");
  }

  /** By their names: the equals() of a record is a class that is made while we run. */
  private static boolean is(Routine.Label label, Routine.Label other) {
    return label.name().equals(other.name());
  }

  /** Whether a mark is jumped to from behind it, and so is gone through more than once. */
  private boolean isLoop(int mark) {
    Routine.Label label = ((Routine.Mark) lines.get(mark)).label();
    return lines.subList(mark, lines.size()).stream()
        .anyMatch(line -> line instanceof Routine.Jump jump && is(jump.label(), label));
  }

  /** A call with the addresses of its cells. */
  private Call located(Call call) throws ErrnoException {
    Object[] arguments = call.arguments().clone();
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] instanceof Cell cell) {
        arguments[i] = locate(cell);
      } else if (arguments[i] instanceof Cell.Place place) {
        arguments[i] = locate(place.cell()).slice(place.offset());
      }
    }
    return new Call("", call.function(), arguments);
  }

  private Pointer locate(Cell cell) throws ErrnoException {
    Pointer there = cells.get(cell);
    if (there == null) {
      there = cell.size() > LARGE ? arena.allocateAtEnd(cell.size()) : arena.allocate(cell.size());
      cells.put(cell, there);
      cell.initialize(there);
      for (Map.Entry<Integer, Cell> field : cell.addresses().entrySet()) {
        there.putAddress(field.getKey(), locate(field.getValue()).address());
      }
    }
    return there;
  }
}
