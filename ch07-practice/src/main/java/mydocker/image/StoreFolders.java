package mydocker.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mydocker.linux.MountInfo;

/**
 * Where on disk the layers are, in one folder for each storage driver:
 *
 * <pre>
 *   ID         a layer: an image's (ID is its chain ID), a container's, or "init"
 *   ID/diff    its files
 *   ID/lower   the layers below it, one a line, from the top to the bottom
 *   ID/tar     of an image's layer: the digest of its tar, and how many bytes its files have
 *   ID/split   what gives that tar back, byte for byte: {@link TarSplit}
 *   ID/mnt     of a container's: where its union is mounted, in the container's mount namespace
 *   ID/work    of a container's: what overlayfs needs beside its files
 *   ID/l       of a container's: short symlinks to the files of those below: l/0 is the top one
 *   new        what is being made
 *   trash      what is being removed
 * </pre>
 *
 * One rename makes a layer, and one removes it. So each is there as a whole or not at all, and what
 * a run that was killed has left is in "new" or "trash", which the next change empties.
 */
final class StoreFolders {
  /** The layer of all containers that stands between theirs and the image's. */
  static final String INIT = "init";

  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}|" + INIT);

  private final Path root;
  private final Path folder;
  private final RemovalFolder trash;

  StoreFolders(Path root, StorageDriver driver) {
    this.root = root.toAbsolutePath();
    folder = this.root.resolve(driver.name());
    trash = new RemovalFolder(folder.resolve("trash"));
  }

  // ---- where what is

  /** The driver's folder. */
  Path all() {
    return folder;
  }

  /** All of a layer. Its name must be an ID: so it can be no path. */
  Path layer(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("\"" + id + "\" is no ID of a layer");
    }
    return folder.resolve(id);
  }

  /** Where something is made, on the file system of the others. */
  Path unfinished(String name) throws IOException {
    Path made = folder.resolve("new");
    StoreLock.makePrivate(made);
    return made.resolve(name);
  }

  // ---- what is there

  /** Whether a layer is there. */
  boolean has(String id) {
    return Files.exists(layer(id));
  }

  /** The layers below one, from the top to the bottom. */
  List<String> below(String id) throws IOException {
    try {
      return Files.readAllLines(layer(id).resolve("lower"), UTF_8);
    } catch (NoSuchFileException e) {
      throw new IOException("read layer " + id + ": there is none in " + folder, e);
    }
  }

  /** The layers that stand on one. */
  List<String> above(String id) throws IOException {
    List<String> above = new ArrayList<>();
    for (String each : ids()) {
      if (below(each).contains(id)) {
        above.add(each);
      }
    }
    return above;
  }

  /** The layers of images. */
  List<Digest> ofImages() throws IOException {
    return ids().stream()
        .filter(id -> Files.exists(layer(id).resolve("tar")))
        .map(Digest::new)
        .toList();
  }

  private List<String> ids() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> ID.matcher(name).matches())
          .toList();
    } catch (NoSuchFileException e) {
      return List.of(); // no layer was ever made
    }
  }

  // ---- changes

  /** Begins a change: with the lock, and nothing that a killed run has left. */
  StoreLock begin() throws IOException {
    StoreLock held = StoreLock.take(root.resolve("images"));
    removeLeft();
    return held;
  }

  /** A folder in which a layer can be made, on the file system of the others. */
  Staging newStaging() throws IOException {
    return Staging.make(folder.resolve("new"));
  }

  /** Makes a folder with exactly these permissions, whatever the umask. */
  static void make(Path folder, String permissions) throws IOException {
    StoreLock.makePrivate(folder.getParent());
    Files.createDirectory(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
  }

  /** Makes what a container's layer needs beside its files. */
  static void makePlaces(Path layer, List<String> below) throws IOException {
    for (String each : List.of("mnt", "work", "l")) {
      make(layer.resolve(each), "rwx------");
    }
    for (int i = 0; i < below.size(); i++) {
      Files.createSymbolicLink(layer.resolve("l/" + i), Path.of("../..", below.get(i), "diff"));
    }
  }

  /** Ends the making of a layer: from here on it is there. */
  void finish(Path made, String id, List<String> below) throws IOException {
    Files.write(
        made.resolve("lower"), below, StandardOpenOption.CREATE_NEW, StandardOpenOption.SYNC);
    Files.move(made, layer(id), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Removes a layer, if it is there.
   *
   * @throws IOException if something is mounted in it: what is behind a mount is not the layer's,
   *     but may be the host's
   */
  void remove(String id) throws IOException {
    if (has(id)) {
      List<MountInfo> mounts = MountInfo.below(layer(id));
      if (!mounts.isEmpty()) {
        throw new IOException(
            "remove %s: something is mounted on %s: umount that first"
                .formatted(layer(id), mounts.get(0).mountPoint()));
      }
      trash.remove(layer(id));
    }
  }

  /** What cannot be removed stays for the next change; this one does not need it. */
  void removeLeft() {
    try (StoreLock held = StoreLock.take(root.resolve("images"))) {
      trash.empty();
      Staging.removeLeft(folder.resolve("new"), trash);
    } catch (IOException e) {
      // see above
    }
  }
}
