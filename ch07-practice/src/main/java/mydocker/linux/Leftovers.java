package mydocker.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import jnr.ffi.Pointer;

/**
 * What a copy of a JVM has in memory and does not need to go through a {@link Routine}: nearly all.
 * It needs the C library with its variables, the dynamic linker, the kernel's own page of code
 * (vdso(7)), the thread's local storage with errno in it, and the routine.
 */
final class Leftovers {
  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final List<String> LIBRARIES = List.of("libc.", "libc-", "ld.", "ld-");
  private static final long PAGE = 4096;

  /** Below that nothing is ever mapped: /proc/sys/vm/mmap_min_addr. */
  private static final long LOWEST = 0x1_0000;

  /** The end of a process's addresses: 47 bits on x86-64, at least 48 on aarch64. */
  private static final long HIGHEST = (1L << 47) - PAGE;

  private Leftovers() {}

  /** A part of memory that stays. */
  private record Kept(long start, long end) {}

  /**
   * The calls by which a process gives its memory back. They name the gaps between what stays, so
   * they take along what another thread of the JVM may map until then.
   *
   * @param errno where this thread's errno is
   * @param routine where the routine is
   */
  static List<Call> unmap(Pointer errno, Pointer routine, long routineSize) throws IOException {
    List<Call> calls = new ArrayList<>();
    long free = LOWEST;
    for (Kept kept : kept(errno.address(), routine.address(), routineSize)) {
      if (kept.start() > free) {
        calls.add(unmap(free, kept.start()));
      }
      free = Math.max(free, kept.end());
    }
    calls.add(unmap(free, HIGHEST));
    return calls;
  }

  private static Call unmap(long from, long to) {
    return new Call("", "munmap", from, to - from);
  }

  /** In the order of their addresses. */
  private static List<Kept> kept(long errno, long routine, long routineSize) throws IOException {
    List<Kept> all = new ArrayList<>();
    // Not its last page: so nothing is right behind it, whatever was mapped there.
    all.add(new Kept(routine, routine + routineSize - PAGE));
    long previousEnd = 0;
    boolean previousIsLibrary = false;
    for (String line : Files.readAllLines(MAPS)) {
      // 7f10c0a00000-7f10c0a28000 r--p 00000000 08:01 1234   /usr/lib/x86_64-linux-gnu/libc.so.6
      int dash = line.indexOf('-');
      long start = Long.parseUnsignedLong(line.substring(0, dash), 16);
      long end = Long.parseUnsignedLong(line.substring(dash + 1, line.indexOf(' ')), 16);
      String name = name(line);
      // The variables of a library that begin as 0 are mapped behind it, without a name.
      boolean bss = previousIsLibrary && name.isEmpty() && start == previousEnd;
      boolean library = isLibrary(name) || bss;
      if (library || name.startsWith("[vdso") || name.startsWith("[vvar")) {
        all.add(new Kept(start, end));
      } else if (start <= errno && errno < end) {
        // The thread's stack is below, and no longer in use.
        all.add(new Kept(Math.max(start, errno / PAGE * PAGE - PAGE), end));
      }
      previousIsLibrary = library;
      previousEnd = end;
    }
    all.sort(Comparator.comparingLong(Kept::start));
    return all;
  }

  /** A path, or a word in brackets; empty if there is none. */
  private static String name(String line) {
    int path = line.indexOf('/');
    int word = line.indexOf('[');
    return path >= 0 ? line.substring(path) : word >= 0 ? line.substring(word) : "";
  }

  /** The C library, or the dynamic linker. */
  private static boolean isLibrary(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    return LIBRARIES.stream().anyMatch(file::startsWith);
  }
}
