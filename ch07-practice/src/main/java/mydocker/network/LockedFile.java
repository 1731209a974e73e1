package mydocker.network;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** A file that one thread of one process has open. The kernel ends that with the process. */
final class LockedFile implements AutoCloseable {
  /** File locks are the process's, so that its threads need one more among themselves. */
  private static final Map<Path, Semaphore> THREADS = new ConcurrentHashMap<>();

  private final Semaphore threads;
  private final FileChannel channel;

  private LockedFile(Semaphore threads, FileChannel channel) {
    this.threads = threads;
    this.channel = channel;
  }

  /**
   * Waits until nobody else has it open.
   *
   * @param file it is made if there is none, and so is its folder
   */
  static LockedFile open(Path file) throws IOException {
    Files.createDirectories(
        file.toAbsolutePath().getParent(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path key = file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
    Semaphore threads = THREADS.computeIfAbsent(key, unused -> new Semaphore(1));
    threads.acquireUninterruptibly();
    try {
      LockedFile locked = new LockedFile(threads, openPrivate(file));
      locked.channel.lock();
      return locked;
    } catch (IOException | RuntimeException e) {
      threads.release();
      throw e;
    }
  }

  private static FileChannel openPrivate(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(CREATE, READ, WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /** What is in it. */
  FileChannel channel() {
    return channel;
  }

  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      try {
        channel.close();
      } finally {
        threads.release();
      }
    }
  }
}
