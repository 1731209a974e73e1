package mydocker.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mydocker.linux.Mount;
import mydocker.linux.OwnMounts;
import mydocker.linux.ThreadNamespaces;

/**
 * A small union, mounted where nobody sees it, to find out whether a driver works with folders at a
 * certain place. Not every file system can hold what a union writes: overlayfs needs one with
 * extended attributes, with file types in its folders, and that is not overlayfs itself.
 */
final class DriverProbe {
  private static final String LOWER = "lower";
  private static final String UPPER = "upper";

  private final StorageDriver driver;
  private final Path root;
  private final Path folder;

  /** A trial of a driver, in a folder of its own below {@code root}. */
  DriverProbe(StorageDriver driver, Path root) {
    this.driver = driver;
    this.root = root.toAbsolutePath();
    folder = this.root.resolve("trial");
  }

  /**
   * Makes it.
   *
   * @throws IOException if the union cannot be mounted, or does not do what a union should
   */
  void run() throws IOException {
    try (StoreLock held = StoreLock.take(root.resolve("images"))) {
      RemovalFolder trash = new RemovalFolder(root.resolve("trash"));
      trash.remove(folder);
      try {
        makeFolders();
        OwnMounts.call(
            () -> {
              tryIt();
              return null;
            });
      } catch (IOException e) {
        throw new IOException(
            "storage driver %s: the file system of %s (%s) cannot hold a union's upper layer: %s: "
                    .formatted(driver.name(), root, Files.getFileStore(root).type(), e.getMessage())
                + "use another root folder (--root DIR), on ext4, xfs, btrfs or tmpfs",
            e);
      } finally {
        trash.remove(folder);
        Files.deleteIfExists(root.resolve("trash"));
      }
    }
  }

  private void makeFolders() throws IOException {
    StoreLock.makePrivate(folder.resolve(LOWER + "/diff/folder"));
    Files.createFile(folder.resolve(LOWER + "/diff/file"));
    Files.createFile(folder.resolve(LOWER + "/diff/folder/file"));
    StoreLock.makePrivate(folder.resolve(UPPER + "/diff"));
    StoreFolders.makePlaces(folder.resolve(UPPER), List.of(LOWER));
  }

  /** Deletes a file of the lower layer, and puts a new folder in the place of an old one. */
  private void tryIt() throws IOException {
    ThreadNamespaces.chdir(folder.resolve(UPPER).toString());
    for (Mount mount : driver.union(UPPER, List.of(LOWER))) {
      ThreadNamespaces.mount(mount);
    }
    Path union = folder.resolve(UPPER + "/mnt");
    try {
      Files.delete(union.resolve("file"));
      Files.delete(union.resolve("folder/file"));
      Files.delete(union.resolve("folder"));
      Files.createDirectory(union.resolve("folder"));
      requireNames(union, List.of("folder"));
      requireNames(union.resolve("folder"), List.of());
    } finally {
      ThreadNamespaces.umount(union.toString());
    }
  }

  private static void requireNames(Path folder, List<String> wanted) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      if (!names.equals(wanted)) {
        throw new IOException("what was deleted is still there: " + names);
      }
    }
  }
}
