package mydocker.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jnr.constants.platform.Errno;

/**
 * An empty file, to be what /proc/self/exe of a child leads to. Until execve that is the program of
 * its parent, java: an image whose command is a link to that name would have the host's java run in
 * the container, where root could then open the file, and write to it (CVE-2019-5736 of runc).
 *
 * <p>It has no name anywhere: memfd_create(2). One is enough for all children.
 */
final class NoProgram {
  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final Path EXE = Path.of("/proc/self/exe");
  private static final int MFD_CLOEXEC = 1;

  /** It may be executed: since Linux 6.3 this is to be said. */
  private static final int MFD_EXEC = 0x10;

  private static final int O_RDONLY_CLOEXEC = 0x80000;

  private static int fd = -1;

  private NoProgram() {}

  /** The file, open for reading: what is open for writing can be no program (ETXTBSY). */
  private static synchronized int fd() throws ErrnoException {
    if (fd == -1) {
      LibC libc = LibC.get();
      int made = libc.memfd_create("none", MFD_CLOEXEC | MFD_EXEC);
      if (made == -1 && ErrnoException.last("").errno() == Errno.EINVAL) {
        made = libc.memfd_create("none", MFD_CLOEXEC);
      }
      LibC.check(made, "make an empty file in memory");
      fd = libc.open("/proc/self/fd/" + made, O_RDONLY_CLOEXEC);
      LibC.check(fd, "open an empty file in memory");
      libc.close(made);
    }
    return fd;
  }

  /**
   * The calls by which a child gives up the program that it has from its parent, of which it needs
   * nothing: its functions are those of the C library. Only one that is mapped nowhere can be
   * exchanged for another.
   */
  static List<Call> takePlace() throws IOException {
    String own = " " + Files.readSymbolicLink(EXE);
    List<Call> calls =
        new ArrayList<>(
            Files.readAllLines(MAPS, UTF_8).stream()
                .filter(line -> line.endsWith(own))
                .map(NoProgram::unmap)
                .toList());
    Constant setMemoryMap = new Constant(35, "PR_SET_MM");
    Constant all = new Constant(14, "PR_SET_MM_MAP");
    MemoryMap map = new MemoryMap(fd());
    calls.add(
        new Call(
            "give up the parent's program", "prctl", setMemoryMap, all, map, MemoryMap.SIZE, 0));
    return calls;
  }

  /** A line begins with two addresses: 55d0c0a00000-55d0c0a01000 r--p ... */
  private static Call unmap(String line) {
    String[] range = line.substring(0, line.indexOf(' ')).split("-");
    long start = Long.parseUnsignedLong(range[0], 16);
    long length = Long.parseUnsignedLong(range[1], 16) - start;
    Constant address = new Constant(start, "0x" + range[0]);
    return new Call("unmap the parent's program", "munmap", address, length);
  }

  /**
   * A struct prctl_mm_map, prctl(2): where what is in memory, for those who look into /proc, and of
   * which file. That alone matters here, but only CAP_SYS_RESOURCE could set it alone.
   */
  private record MemoryMap(int exeFd) implements Struct {
    static final int SIZE = 104;

    /** An address that a program may have; nothing needs to be there. */
    private static final long SOMEWHERE = 1 << 20;

    private static final int ADDRESSES = 11;

    @Override
    public byte[] bytes() {
      ByteBuffer map = ByteBuffer.allocate(SIZE).order(ByteOrder.nativeOrder());
      for (int i = 0; i < ADDRESSES; i++) {
        boolean isEnd = i == 1 || i == 4 || i == 5; // of code; of the heap, which is above the data
        map.putLong(isEnd ? SOMEWHERE + 1 : SOMEWHERE);
      }
      return map.putLong(0).putInt(0).putInt(exeFd).array(); // no auxiliary vector
    }

    @Override
    public String toString() {
      return "{..., .exe_fd = " + exeFd + "}";
    }
  }
}
