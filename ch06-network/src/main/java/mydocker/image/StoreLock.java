package mydocker.image;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Held by whoever changes what is in a folder: one thread of one process. It can be taken again by
 * the thread that has it. The kernel ends it with the process.
 */
public final class StoreLock implements AutoCloseable {
  private static final Map<Path, StoreLock> ALL = new ConcurrentHashMap<>();

  private final Path file;

  /** File locks are the process's, so that its threads need one more among themselves. */
  private final ReentrantLock threads = new ReentrantLock();

  private FileChannel channel;

  private StoreLock(Path file) {
    this.file = file;
  }

  /** Waits for the lock of a folder, which is made if it is missing. */
  public static StoreLock take(Path folder) throws IOException {
    Path file = folder.toAbsolutePath().normalize().resolve("lock");
    return ALL.computeIfAbsent(file, StoreLock::new).take();
  }

  private StoreLock take() throws IOException {
    threads.lock();
    try {
      if (threads.getHoldCount() == 1) {
        channel = lock(file);
      }
      return this;
    } catch (IOException | RuntimeException e) {
      threads.unlock();
      throw e;
    }
  }

  private static FileChannel lock(Path file) throws IOException {
    try {
      makePrivate(file.getParent());
      FileChannel channel = FileChannel.open(file, CREATE, WRITE);
      channel.lock();
      return channel;
    } catch (AccessDeniedException e) {
      throw new IOException("lock " + file + ": Permission denied: run it as root (sudo)", e);
    }
  }

  /** Makes a folder that only root can look into: a layer may hold set-user-ID programs. */
  static void makePrivate(Path folder) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  @Override
  public void close() throws IOException {
    try {
      if (threads.getHoldCount() == 1) {
        channel.close();
      }
    } finally {
      threads.unlock();
    }
  }
}
