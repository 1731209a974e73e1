package mydocker.linux;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a process does from now on with nobody watching: calls of C functions, and jumps among them.
 *
 * <p>A {@link CallChain} goes straight on. A routine may jump, since uc_link can lead to any
 * context, and may jump on a condition, since the C library has a function with an "if" inside:
 * lfind(3) calls the function that it is given once for each element of an array, here
 * setcontext(3), which does not return; if the number of elements is 0, it does not call it. So a
 * number in memory decides. What system calls return is lost; they are chosen by what they write
 * into memory.
 *
 * <p>All of its memory is in cells and in itself, so that the process can give back the rest
 * ({@link Leftovers}): a JVM shrinks to some hundred kilobytes.
 */
public final class Routine {
  /** A place in a routine to jump to. */
  public record Label(String name) {}

  /** One line of it. */
  sealed interface Line {}

  record Do(Call call) implements Line {}

  /** A place to jump to. */
  record Mark(Label label) implements Line {}

  /** A jump; if there is a number, only when that is not 0. */
  record Jump(Cell.Place number, Label label) implements Line {}

  /** The thread's errno, 4 bytes: what the last call that failed has left there. */
  public static final Cell ERRNO = new Cell("errno", Integer.BYTES);

  private final List<Line> lines = new ArrayList<>();
  private final Set<Integer> kept = new TreeSet<>();

  /**
   * A function of the C library as an argument: what lsearch(3) is to compare with, for example.
   */
  public static Constant function(String name) {
    return new Constant(LibC.symbol(name).address(), name);
  }

  /** Keeps a file open; all others are closed before it begins. */
  public Routine keep(int fd) {
    kept.add(fd);
    return this;
  }

  /**
   * Calls a function of the C library.
   *
   * @param arguments at most six: numbers, {@link Constant}s, strings, arrays of strings, cells and
   *     places in them: their addresses
   */
  public Routine call(String function, Object... arguments) {
    lines.add(new Do(new Call("", function, arguments)));
    return this;
  }

  /** Can be jumped to here. */
  public Routine mark(Label label) {
    lines.add(new Mark(label));
    return this;
  }

  /** Goes on at a label. */
  public Routine jump(Label label) {
    lines.add(new Jump(null, label));
    return this;
  }

  /**
   * Goes on at a label if a number is not 0.
   *
   * @param number 8 bytes
   */
  public Routine jumpIf(Cell.Place number, Label label) {
    lines.add(new Jump(number, label));
    return this;
  }

  /** Starts a process that goes through it, and needs us no more. */
  public Child start() throws IOException {
    return Launch.start(LibC.get(), this);
  }

  List<Line> lines() {
    return lines;
  }

  Set<Integer> kept() {
    return kept;
  }

  /** As C, more or less: a line each. */
  @Override
  public String toString() {
    String begin = "  /* closes all files but %s; unmaps all memory but this */\n".formatted(kept);
    return begin + lines.stream().map(Routine::text).collect(Collectors.joining("\n"));
  }

  private static String text(Line line) {
    if (line instanceof Mark mark) {
      return mark.label().name() + ":";
    }
    if (line instanceof Jump jump) {
      String condition = jump.number() == null ? "" : "if (" + jump.number().value() + ") ";
      return "  " + condition + "goto " + jump.label().name() + ";";
    }
    return "  " + ((Do) line).call() + ";";
  }
}
