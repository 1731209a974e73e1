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
 *
 * <p>Images have a second one, so that a long load does not hold up those who start containers.
 * "Outer before inner": who wants both takes the one for adding first.
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
    return of(folder, "lock").take();
  }

  /**
   * Waits for the outer lock of the folder of images. It is held as long as there are layers that
   * no image has yet, and by whoever removes layers that no image has any more.
   */
  static StoreLock takeForAdding(Path images) throws IOException {
    StoreLock outer = of(images, "adding");
    boolean hasInner = of(images, "lock").threads.isHeldByCurrentThread();
    if (hasInner && !outer.threads.isHeldByCurrentThread()) {
      throw new IllegalStateException("outer before inner: see StoreLock");
    }
    return outer.take();
  }

  private static StoreLock of(Path folder, String name) {
    Path file = folder.toAbsolutePath().normalize().resolve(name);
    return ALL.computeIfAbsent(file, StoreLock::new);
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
