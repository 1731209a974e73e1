package mydocker.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * What a copy of a JVM has in memory and does not need to go through a {@link Routine}: nearly all.
 * It needs the C library with its variables, the dynamic linker, the kernel's own page of code
 * (vdso(7)), the thread's local storage with errno in it, and the routine.
 */
final class Leftovers {
  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final List<String> LIBRARIES = List.of("libc.", "libc-", "ld.", "ld-");
  private static final long PAGE = 4096;
  private static final int MADV_DONTFORK = 10;
  private static final int MADV_DOFORK = 11;

  /** Below that nothing is ever mapped: /proc/sys/vm/mmap_min_addr. */
  private static final long LOWEST = 0x1_0000;

  /** The end of a process's addresses: 47 bits on x86-64, at least 48 on aarch64. */
  private static final long HIGHEST = (1L << 47) - PAGE;

  /** Of the thread that has left out all but its own. */
  private static long lastErrno;

  private Leftovers() {}

  /** A part of memory. */
  private record Part(long start, long end) {}

  /**
   * Leaves it out of the copies that clone(2) makes from now on, so that there is less to copy: of
   * a JVM's pages the kernel would note each as shared, and this JVM would stop at the first word
   * that it writes into any of them.
   *
   * @param errno where this thread's errno is
   * @param arenas what the child needs as well
   */
  static void leaveOut(LibC libc, Pointer errno, List<Arena> arenas) throws IOException {
    if (errno.address() == lastErrno) { // what has been mapped since is not worth a look
      return;
    }
    lastErrno = errno.address();
    List<Part> kept = kept(errno, arenas);
    for (Part part : kept) { // it may have been another thread's leftover
      madvise(libc, part, MADV_DOFORK);
    }
    for (Part gap : gaps(kept)) {
      madvise(libc, gap, MADV_DONTFORK);
    }
  }

  /** What is not mapped is an error to madvise(2), and what is special, but the rest is done. */
  private static void madvise(LibC libc, Part part, int advice) {
    Pointer start = Pointer.wrap(Runtime.getSystemRuntime(), part.start());
    libc.madvise(start, part.end() - part.start(), advice);
  }

  /**
   * The calls by which a process gives its memory back. They name the gaps between what stays, so
   * they take along what another thread of the JVM may map until then.
   *
   * @param errno where this thread's errno is
   * @param routine where the routine is
   */
  static List<Call> unmap(Pointer errno, Arena routine) throws IOException {
    return gaps(kept(errno, List.of(routine))).stream()
        .map(gap -> new Call("", "munmap", gap.start(), gap.end() - gap.start()))
        .toList();
  }

  private static List<Part> gaps(List<Part> kept) {
    List<Part> gaps = new ArrayList<>();
    long free = LOWEST;
    for (Part part : kept) {
      if (part.start() > free) {
        gaps.add(new Part(free, part.start()));
      }
      free = Math.max(free, part.end());
    }
    gaps.add(new Part(free, HIGHEST));
    return gaps;
  }

  /** In the order of their addresses. */
  private static List<Part> kept(Pointer errno, List<Arena> arenas) throws IOException {
    List<Part> all = new ArrayList<>();
    for (Arena arena : arenas) {
      // Not its last page: so nothing is right behind it, whatever was mapped there.
      long start = arena.start().address();
      all.add(new Part(start, start + arena.size() - PAGE));
    }
    long previousEnd = 0;
    boolean previousIsLibrary = false;
    for (String line : Files.readAllLines(MAPS, ISO_8859_1)) {
      // 7f10c0a00000-7f10c0a28000 r--p 00000000 08:01 1234   /usr/lib/x86_64-linux-gnu/libc.so.6
      int dash = line.indexOf('-');
      long start = Long.parseUnsignedLong(line.substring(0, dash), 16);
      long end = Long.parseUnsignedLong(line.substring(dash + 1, line.indexOf(' ')), 16);
      String name = name(line);
      // The variables of a library that begin as 0 are mapped behind it, without a name.
      boolean bss = previousIsLibrary && name.isEmpty() && start == previousEnd;
      boolean library = isLibrary(name) || bss;
      if (library || name.startsWith("[vdso") || name.startsWith("[vvar")) {
        all.add(new Part(start, end));
      } else if (start <= errno.address() && errno.address() < end) {
        // The thread's stack is below, and no longer in use.
        all.add(new Part(Math.max(start, errno.address() / PAGE * PAGE - PAGE), end));
      }
      previousIsLibrary = library;
      previousEnd = end;
    }
    all.sort(Comparator.comparingLong(Part::start));
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
