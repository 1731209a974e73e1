package mydocker.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    if (libc.syscall(closeRange.value(), LAST, LAST, CLOSE_RANGE_CLOEXEC.value()) == 0) {
      return List.of(new Call("", "syscall", closeRange, FIRST, LAST, CLOSE_RANGE_CLOEXEC));
    }
    return IntStream.rangeClosed(FIRST, highest() + MARGIN) // Linux before 5.11
        .mapToObj(fd -> new Call("", "fcntl", fd, F_SETFD, FD_CLOEXEC))
        .toList();
  }

  private static int highest() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.mapToInt(fd -> Integer.parseInt(fd.getFileName().toString())).max().orElse(FIRST);
    }
  }
}
