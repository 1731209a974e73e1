package mydocker.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Keeps the parent's open files from the program that a child becomes. A JVM has dozens and does
 * not mark them to be closed; an open folder of the host would be a way out of any container.
 */
final class Descriptors {
  private static final int FIRST = 3; // after stdin, stdout and stderr
  private static final int LAST = -1; // the highest unsigned int
  private static final Constant CLOSE_RANGE_CLOEXEC = new Constant(4, "CLOSE_RANGE_CLOEXEC");
  private static final Constant F_SETFD = new Constant(2, "F_SETFD");
  private static final Constant FD_CLOEXEC = new Constant(1, "FD_CLOEXEC");

  /** More files than other threads can open until the child is there. */
  private static final int MARGIN = 64;

  private Descriptors() {}

  /** The calls by which a child marks all that it inherits to be closed on execve. */
  static List<Call> closeOnExec(LibC libc) throws IOException {
    Constant closeRange = Syscall.CLOSE_RANGE.number();
    if (hasCloseRange(libc)) {
      return List.of(new Call("", "syscall", closeRange, FIRST, LAST, CLOSE_RANGE_CLOEXEC));
    }
    return IntStream.rangeClosed(FIRST, highest() + MARGIN)
        .mapToObj(fd -> new Call("", "fcntl", fd, F_SETFD, FD_CLOEXEC))
        .toList();
  }

  /** The calls by which a child closes all that it inherits, but for two: in any order. */
  static List<Call> closeAllBut(LibC libc, int one, int other) throws IOException {
    int low = Math.min(one, other);
    int high = Math.max(one, other);
    if (hasCloseRange(libc)) {
      List<Call> calls = new ArrayList<>();
      for (int[] range : new int[][] {{FIRST, low - 1}, {low + 1, high - 1}, {high + 1, LAST}}) {
        if (range[0] <= range[1] || range[1] == LAST) {
          calls.add(new Call("", "syscall", Syscall.CLOSE_RANGE.number(), range[0], range[1], 0));
        }
      }
      return calls;
    }
    return IntStream.rangeClosed(FIRST, highest() + MARGIN)
        .filter(fd -> fd != one && fd != other)
        .mapToObj(fd -> new Call("", "close", fd))
        .toList();
  }

  /** Linux has it since 5.9, and what is asked for here since 5.11. */
  private static boolean hasCloseRange(LibC libc) {
    Constant closeRange = Syscall.CLOSE_RANGE.number();
    return libc.syscall(closeRange.value(), LAST, LAST, CLOSE_RANGE_CLOEXEC.value()) == 0;
  }

  private static int highest() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.mapToInt(fd -> Integer.parseInt(fd.getFileName().toString())).max().orElse(FIRST);
    }
  }
}
