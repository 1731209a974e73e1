package mydocker.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jnr.constants.platform.Errno;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/**
 * A pseudo-terminal, by its master: what is written to that is typed, and what is read is shown.
 * The other side, the slave, is a terminal to the programs that have it open. See pty(7).
 */
public final class Pty implements AutoCloseable {
  private static final String PTMX = "/dev/pts/ptmx";
  private static final long TIOCGPTN = 0x8004_5430L;
  private static final long TIOCSPTLCK = 0x4004_5431L;

  private static final int O_RDWR_NOCTTY_CLOEXEC = 2 | 0x100 | 0x80000;

  private final LibC libc;
  private final int master;

  private Pty(LibC libc, int master) {
    this.libc = libc;
    this.master = master;
  }

  /**
   * A new one, of the file system of terminals at the /dev/pts of some root folder. A process in
   * there finds its slave under the name {@link #slave}, and nobody under any other root does.
   *
   * @param root a container's root from outside: {@code /proc/PID/root}
   * @throws IOException if it has none to give
   */
  public static Pty in(Path root) throws IOException {
    Pty pty = new Pty(LibC.get(), open(root, PTMX));
    try {
      pty.unlock();
      return pty;
    } catch (IOException e) {
      pty.close();
      throw e;
    }
  }

  private static int open(Path root, String file) throws IOException {
    int opened =
        OwnThread.call(
            () -> {
              ThreadNamespaces.unshareFs();
              return FileInRoot.open(root, List.of(file), O_RDWR_NOCTTY_CLOEXEC)[0];
            });
    if (opened == -1) {
      throw new IOException("open " + file + " of the container: there is none, or none is left");
    }
    return opened;
  }

  /**
   * One whose master another process has open; it stays open there, too.
   *
   * @throws IOException if that has none, or has ended
   */
  public static Pty masterOf(ProcessId holder) throws IOException {
    LibC libc = LibC.get();
    int process = call(libc, Syscall.PIDFD_OPEN, holder.pid(), 0, 0, holder);
    try {
      int number = masterIn(holder); // which is none of a later process of the same number
      if (!holder.isAlive()) {
        throw new IOException("use the terminal of process " + holder.pid() + ": it has ended");
      }
      return new Pty(libc, call(libc, Syscall.PIDFD_GETFD, process, number, 0, holder));
    } finally {
      libc.close(process);
    }
  }

  private static int masterIn(ProcessId holder) throws IOException {
    Path folder = Path.of("/proc", Integer.toString(holder.pid()), "fd");
    try (Stream<Path> open = Files.list(folder)) {
      for (Path file : open.toList()) {
        if (isMaster(file)) {
          return Integer.parseInt(file.getFileName().toString());
        }
      }
    } catch (NoSuchFileException e) {
      throw new IOException("use the terminal of process " + holder.pid() + ": it has ended", e);
    }
    throw new IOException("use the terminal of process " + holder.pid() + ": it has none");
  }

  private static boolean isMaster(Path file) throws IOException {
    try {
      return Files.readSymbolicLink(file).endsWith("ptmx");
    } catch (NoSuchFileException e) {
      return false; // it has been closed meanwhile
    }
  }

  private static int call(LibC libc, Syscall call, long a, long b, long c, ProcessId holder)
      throws ErrnoException {
    try {
      int returned = libc.syscall(call.number().value(), a, b, c);
      return LibC.check(returned, "use the terminal of process " + holder.pid());
    } catch (ErrnoException e) {
      throw e.errno() == Errno.ENOSYS ? e.withRemedy("it takes Linux 5.6 or newer") : e;
    }
  }

  /** Lets the slave be opened. */
  private void unlock() throws ErrnoException {
    Pointer zero = Memory.allocateDirect(Runtime.getSystemRuntime(), Integer.BYTES, true);
    LibC.check(
        LibC.get(TerminalCalls.class).ioctl(master, TIOCSPTLCK, zero), "unlock a pseudo-terminal");
  }

  /** The descriptor of its master. */
  public int master() {
    return master;
  }

  /** The name of its slave, where its file system is at /dev/pts: {@code /dev/pts/0}. */
  public String slave() throws ErrnoException {
    Pointer number = Memory.allocateDirect(Runtime.getSystemRuntime(), Integer.BYTES, true);
    LibC.check(
        LibC.get(TerminalCalls.class).ioctl(master, TIOCGPTN, number),
        "ask for the number of a pseudo-terminal");
    return "/dev/pts/" + number.getInt(0);
  }

  /** Opens its slave, of the file system in which it was opened: {@link #in}. */
  public OpenFile openSlave(Path root) throws IOException {
    return OpenFile.of(open(root, slave()));
  }

  /** Hangs up, unless another process has the master open, too. */
  @Override
  public void close() {
    libc.close(master);
  }
}
