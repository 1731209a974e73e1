package mydocker.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
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

  /** The calls by which a child closes all that it inherits, but for some: in any order. */
  static List<Call> closeAllBut(LibC libc, Collection<Integer> kept) throws IOException {
    if (hasCloseRange(libc)) {
      List<Call> calls = new ArrayList<>();
      int from = FIRST;
      for (int fd : new TreeSet<>(kept)) {
        if (from < fd) {
          calls.add(closeRange(from, fd - 1));
        }
        from = Math.max(from, fd + 1);
      }
      calls.add(closeRange(from, LAST));
      return calls;
    }
    return IntStream.rangeClosed(FIRST, highest() + MARGIN)
        .filter(fd -> !kept.contains(fd))
        .mapToObj(fd -> new Call("", "close", fd))
        .toList();
  }

  private static Call closeRange(int from, int to) {
    return new Call("", "syscall", Syscall.CLOSE_RANGE.number(), from, to, 0);
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
