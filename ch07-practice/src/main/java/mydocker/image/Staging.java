package mydocker.image;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A folder in which a layer is being made, for as long as that takes and without the {@link
 * StoreLock}: it may come through a slow network. Its maker holds a lock of its own, which the
 * kernel ends with the process, so that the folder of one that was killed can be told.
 */
final class Staging implements AutoCloseable {
  private static final String LOCK = "lock";

  /** Those of this process. To open and close such a lock's file would end the lock: fcntl(2). */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel lock;

  private Staging(Path folder) throws IOException {
    this.folder = folder;
    lock = FileChannel.open(folder.resolve(LOCK), CREATE, WRITE);
  }

  /** Makes one among the others; the store's lock is held meanwhile. */
  static Staging make(Path among) throws IOException {
    StoreLock.makePrivate(among);
    Staging made = new Staging(Files.createTempDirectory(among, ""));
    made.lock.lock();
    OURS.add(made.folder);
    return made;
  }

  /** A file or folder in it. */
  Path resolve(String name) {
    return folder.resolve(name);
  }

  /** Leaves it: what is still in it is for the next change to remove. */
  @Override
  public void close() throws IOException {
    OURS.remove(folder);
    lock.close();
  }

  /** Removes those that nobody works in any more; the store's lock is held meanwhile. */
  static void removeLeft(Path among, RemovalFolder trash) throws IOException {
    if (Files.exists(among)) {
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(among)) {
        for (Path folder : folders) {
          if (!OURS.contains(folder) && isLeft(folder)) {
            trash.remove(folder);
          }
        }
      }
    }
  }

  private static boolean isLeft(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), CREATE, WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    }
  }
}
