package mydocker.linux;

import java.nio.file.Path;
import jnr.constants.platform.Errno;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** A file that is open under a number which children and the kernel know it by: open(2). */
public final class OpenFile implements AutoCloseable {
  /** For reading. */
  public static final int O_RDONLY = 0;

  /** For writing. */
  public static final int O_WRONLY = 1;

  /** For both. */
  public static final int O_RDWR = 2;

  /** Never to wait: with a FIFO, not for the one who opens its other end either. */
  public static final int O_NONBLOCK = 0x800;

  /** To write at the end, wherever that is then. */
  public static final int O_APPEND = 0x400;

  private static final int O_CLOEXEC = 0x80000;
  private static final int F_SETFL = 4;
  private static final int F_OFD_SETLK = 37;

  /** A struct flock, of zeros but for the type: all of the file. */
  private static final int STRUCT_FLOCK = 32;

  private static final short F_WRLCK = 1;
  private static final int SFD_NONBLOCK_CLOEXEC = O_NONBLOCK | O_CLOEXEC;

  private final LibC libc;
  private final int fd;
  private boolean isClosed;

  private OpenFile(LibC libc, int fd) {
    this.libc = libc;
    this.fd = fd;
  }

  /** Opens a file that exists; a program that we execute does not have it. */
  public static OpenFile open(Path file, int flags) throws ErrnoException {
    LibC libc = LibC.get();
    return new OpenFile(
        libc, LibC.check(libc.open(file.toString(), flags | O_CLOEXEC), "open " + file));
  }

  /** What somebody else has opened, and leaves to us. */
  static OpenFile of(int fd) {
    return new OpenFile(LibC.get(), fd);
  }

  /**
   * Opens what can be read when a child has ended or stopped, SIGCHLD being blocked: signalfd(2).
   * Whoever reads it learns of its own children.
   */
  public static OpenFile ofChildren() throws ErrnoException {
    LibC libc = LibC.get();
    int fd = libc.signalfd(-1, SignalMask.only(libc, Signals.SIGCHLD), SFD_NONBLOCK_CLOEXEC);
    return new OpenFile(libc, LibC.check(fd, "make a descriptor for SIGCHLD"));
  }

  /**
   * Locks it for us and all who have it from us, until none of them has it open: an "open file
   * description lock" of fcntl(2). Java's locks are a process's own; of the two kinds each respects
   * the other.
   *
   * @return false if somebody else has locked it
   */
  public boolean tryLock() throws ErrnoException {
    Pointer lock = Memory.allocateDirect(Runtime.getSystemRuntime(), STRUCT_FLOCK, true);
    lock.putShort(0, F_WRLCK);
    if (libc.fcntl(fd, F_OFD_SETLK, lock.address()) == 0) {
      return true;
    }
    ErrnoException e = ErrnoException.last("lock descriptor " + fd);
    if (e.errno() == Errno.EAGAIN || e.errno() == Errno.EACCES) {
      return false;
    }
    throw e;
  }

  /** Has reads and writes wait, or not, whatever it was opened with. */
  public void setFlags(int flags) throws ErrnoException {
    setFlags(fd, flags);
  }

  /** The same for a descriptor of somebody else's. */
  public static void setFlags(int fd, int flags) throws ErrnoException {
    LibC.check(LibC.get().fcntl(fd, F_SETFL, flags), "set the flags of descriptor " + fd);
  }

  /** Its number. */
  public int fd() {
    return fd;
  }

  @Override
  public void close() {
    if (!isClosed) {
      isClosed = true;
      libc.close(fd);
    }
  }
}
