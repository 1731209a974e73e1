package mydocker.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import jnr.constants.platform.Errno;

/**
 * Tells what happens in a folder: the kernel wakes who waits, so nobody has to look again and
 * again. See inotify(7).
 */
public final class Inotify implements AutoCloseable {
  private static final int IN_NONBLOCK_CLOEXEC = 0x800 | 0x80000;

  // A file is written to, comes under its name by rename, or is made; the folder is removed.
  private static final int EVENTS = 0x2 | 0x80 | 0x100 | 0x400;

  private static final short POLLIN = 1;
  private static final int POLLFD = 8; // bytes: int fd, short events, short revents

  /** Where the length of the name stands in a struct inotify_event, and where the name does. */
  private static final int LENGTH = 12;

  private static final int NAME = 16;

  private final LibC libc = LibC.get();
  private final int fd;
  private final byte[] events = new byte[1 << 14];

  /** Begins to watch a folder: what happens from now on is told. */
  public Inotify(Path folder) throws ErrnoException {
    InotifyCalls watching = LibC.get(InotifyCalls.class);
    fd = LibC.check(watching.inotify_init1(IN_NONBLOCK_CLOEXEC), "make an inotify");
    try {
      LibC.check(watching.inotify_add_watch(fd, folder.toString(), EVENTS), "watch " + folder);
    } catch (ErrnoException e) {
      close();
      throw e;
    }
  }

  /**
   * Waits until something happens, or a time is over.
   *
   * @return the names of the files to which something has happened since the last call; with an
   *     empty one among them if it is the folder itself, or more than the kernel could note down
   */
  public Set<String> await(int millis) throws ErrnoException {
    ByteBuffer poll = ByteBuffer.allocate(POLLFD).order(ByteOrder.nativeOrder());
    poll.putInt(fd).putShort(POLLIN);
    if (libc.poll(poll.array(), 1, millis) == -1) {
      requireAgain("wait for something to happen in a folder");
    }
    Set<String> names = new HashSet<>();
    long length = libc.read(fd, events, events.length);
    while (length > 0) {
      addNames(names, ByteBuffer.wrap(events, 0, (int) length).order(ByteOrder.nativeOrder()));
      length = libc.read(fd, events, events.length);
    }
    if (length == -1) {
      requireAgain("read what has happened in a folder");
    }
    return names;
  }

  private static void addNames(Set<String> names, ByteBuffer events) {
    while (events.hasRemaining()) {
      int event = events.position();
      int length = events.getInt(event + LENGTH);
      String padded = new String(events.array(), event + NAME, length, UTF_8);
      int end = padded.indexOf('\0');
      names.add(end < 0 ? padded : padded.substring(0, end));
      events.position(event + NAME + length);
    }
  }

  /** Passes an error on, unless it says that there is nothing yet. */
  private static void requireAgain(String operation) throws ErrnoException {
    ErrnoException e = ErrnoException.last(operation);
    if (e.errno() != Errno.EINTR && e.errno() != Errno.EAGAIN) {
      throw e;
    }
  }

  @Override
  public void close() {
    libc.close(fd);
  }
}
