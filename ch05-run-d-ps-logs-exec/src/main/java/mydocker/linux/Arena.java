package mydocker.linux;

import java.nio.charset.StandardCharsets;
import jnr.ffi.Pointer;

/**
 * All memory that a child program touches, in one mapping: the child gets its own copy of it with
 * clone(2), at the same addresses. Nothing in it moves, and nothing in it is freed, before the
 * whole is.
 */
final class Arena implements AutoCloseable {
  /**
   * Address space, of which only what is used takes memory. The kernel accepts at most 6 MiB of
   * arguments and environment (execve(2), "Limits on size"), and that is by far the largest part.
   */
  private static final long SIZE = 64 << 20;

  private static final int PROT_READ_WRITE = 1 | 2;
  private static final int MAP_PRIVATE_ANONYMOUS_NORESERVE = 0x02 | 0x20 | 0x4000;
  private static final long MAP_FAILED = -1;
  private static final int MADV_NOHUGEPAGE = 15;
  private static final int E2BIG = 7;

  private final LibC libc;
  private final long size;
  private final Pointer memory;
  private long used;
  private long end;

  Arena(LibC libc) throws ErrnoException {
    this(libc, SIZE);
  }

  /**
   * One of another size.
   *
   * @param size bytes, a multiple of a page's
   */
  Arena(LibC libc, long size) throws ErrnoException {
    this.libc = libc;
    this.size = size;
    end = size;
    memory = libc.mmap(null, size, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS_NORESERVE, -1, 0);
    if (memory.address() == MAP_FAILED) {
      throw ErrnoException.last("mmap of " + size + " bytes for a child program");
    }
    // A huge page, which many kernels give unasked, would be 2 MB for what needs some kilobytes.
    libc.madvise(memory, size, MADV_NOHUGEPAGE); // EINVAL: this kernel has none
  }

  Pointer start() {
    return memory;
  }

  long size() {
    return size;
  }

  /** Zeroed memory, aligned as any C type may need it. */
  Pointer allocate(long size) throws ErrnoException {
    long start = (used + 15) & ~15L;
    if (start + size > end) {
      throw new ErrnoException("lay out a child program", E2BIG);
    }
    used = start + size;
    return memory.slice(start, size);
  }

  /** The same at the end, behind which nothing is: who writes too much there overwrites nothing. */
  Pointer allocateAtEnd(long size) throws ErrnoException {
    long start = (end - size) & ~15L;
    if (start < used) {
      throw new ErrnoException("lay out a child program", E2BIG);
    }
    end = start;
    return memory.slice(start, size);
  }

  /** A string as C has it: its bytes in UTF-8, then a zero byte, so it can have none inside. */
  Pointer string(String s) throws ErrnoException {
    if (s.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a zero byte in \"" + s.replace("\0", "\\0") + '"');
    }
    return bytes((s + '\0').getBytes(StandardCharsets.UTF_8));
  }

  /** A copy of some bytes. */
  Pointer bytes(byte... bytes) throws ErrnoException {
    Pointer p = allocate(bytes.length);
    p.put(0, bytes, 0, bytes.length);
    return p;
  }

  /** An array of strings as execve(2) takes it: their addresses, then NULL. */
  Pointer strings(String... strings) throws ErrnoException {
    Pointer array = allocate(8L * (strings.length + 1));
    for (int i = 0; i < strings.length; i++) {
      array.putAddress(8L * i, string(strings[i]).address());
    }
    return array;
  }

  @Override
  public void close() {
    libc.munmap(memory, size);
  }
}
