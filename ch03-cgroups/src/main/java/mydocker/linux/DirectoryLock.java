package mydocker.linux;

import java.nio.file.Path;
import jnr.constants.platform.Errno;

/**
 * A folder that one process at a time may work in: flock(2). The kernel ends the lock with the
 * process, so none is left behind by one that was killed.
 */
public final class DirectoryLock implements AutoCloseable {
  private static final int O_RDONLY_CLOEXEC = 0x80000;
  private static final int LOCK_EX = 2;
  private static final int LOCK_UN = 8;

  private final LibC libc = LibC.get();
  private final int fd;

  /** Waits until no other process has it. */
  public DirectoryLock(Path folder) throws ErrnoException {
    fd = LibC.check(libc.open(folder.toString(), O_RDONLY_CLOEXEC), "open " + folder);
    while (libc.flock(fd, LOCK_EX) == -1) {
      ErrnoException e = ErrnoException.last("lock " + folder);
      if (e.errno() != Errno.EINTR) {
        libc.close(fd);
        throw e;
      }
    }
  }

  /** Unlocks, also for children that have not come to their execve and so have it open too. */
  @Override
  public void close() {
    libc.flock(fd, LOCK_UN);
    libc.close(fd);
  }
}
