package mydocker.image;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A folder for what is to be removed. A tree of files is first moved into it, so that in its place
 * it is gone at once; and each folder of the tree is moved up into it before it is emptied.
 *
 * <p>So no name is ever longer than a few words, however deep a container has made its folders. No
 * symbolic link is followed, since all but the last word of each name is ours. And nothing that is
 * mounted somewhere in the tree can be reached: the kernel moves no mount point (EBUSY).
 */
final class RemovalFolder {
  private final Path folder;
  private long last;

  /** The trash in a folder on the file system of what is to be removed. */
  RemovalFolder(Path folder) {
    this.folder = folder;
  }

  /** Removes a tree, if it is there. */
  void remove(Path tree) throws IOException {
    if (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      StoreLock.makePrivate(folder);
      empty();
      move(tree);
      empty();
    }
  }

  /** Removes what is in it, be it another run's that was killed. */
  void empty() throws IOException {
    Deque<Path> full = new ArrayDeque<>();
    if (Files.exists(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          full.add(entry);
          last = Math.max(last, Long.parseLong(entry.getFileName().toString()));
        }
      }
    }
    while (!full.isEmpty()) {
      remove(full.remove(), full);
    }
  }

  private void remove(Path entry, Deque<Path> full) throws IOException {
    if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(entry)) {
        for (Path file : files) {
          if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            full.add(move(file));
          } else {
            Files.delete(file);
          }
        }
      }
    }
    Files.delete(entry);
  }

  private Path move(Path tree) throws IOException {
    Path place = folder.resolve(Long.toString(++last));
    return Files.move(tree, place, StandardCopyOption.ATOMIC_MOVE);
  }
}
