package mydocker.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import mydocker.linux.MountInfo;

/**
 * Where on disk the parts of a layer are, in one folder for each storage driver:
 *
 * <pre>
 *   diff/ID      the files of a layer: an image's (ID is its chain ID), a container's, or "init"
 *   layers/ID    the layers below it, one a line, from the top to the bottom
 *   mnt/ID       where a container's union is mounted, in the container's mount namespace
 *   work/ID      overlay2: what overlayfs needs beside a container's layer
 *   l/ID         overlay2: a short symlink to diff/ID
 *   tar/ID       of an image's layer: the digest of the tar that it came from
 *   new          what is being made
 *   trash        what is being removed
 * </pre>
 *
 * A layer is there when layers/ID is: it is made last, and removed first. So what else is found of
 * a layer without it was left by a run that was killed, and the next change removes it.
 */
final class StoreFolders {
  /** The layer of all containers that stands between theirs and the image's. */
  static final String INIT = "init";

  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}|" + INIT);

  private final Path root;
  private final Path folder;
  private final StorageDriver driver;
  private final RemovalFolder trash;

  /** The folders of a driver below a root folder. */
  StoreFolders(Path root, StorageDriver driver) {
    this.root = root.toAbsolutePath();
    this.driver = driver;
    folder = this.root.resolve(driver.name());
    trash = new RemovalFolder(folder.resolve("trash"));
  }

  // ---- where what is

  /** The driver's folder. */
  Path all() {
    return folder;
  }

  /** The files of a layer. */
  Path diff(String id) {
    return place("diff", id);
  }

  /** Where a union is mounted. */
  Path mnt(String id) {
    return place("mnt", id);
  }

  /** What is known of the tar that a layer came from. */
  Path tar(Digest chain) {
    return place("tar", chain.hex());
  }

  /** Where something is made, on the file system of the others. */
  Path unfinished(String name) throws IOException {
    Path made = folder.resolve("new");
    StoreLock.makePrivate(made);
    return made.resolve(name);
  }

  private Path entry(String id) {
    return place("layers", id);
  }

  /** A name in one of the folders, which must be an ID: so it can be no path. */
  private Path place(String in, String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("\"" + id + "\" is no ID of a layer");
    }
    return folder.resolve(in).resolve(id);
  }

  // ---- what is there

  /** Whether a layer is there, and whole. */
  boolean has(String id) {
    return Files.exists(entry(id));
  }

  /** The layers below one, from the top to the bottom. */
  List<String> below(String id) throws IOException {
    try {
      return Files.readAllLines(entry(id));
    } catch (NoSuchFileException e) {
      throw new IOException("read layer " + id + ": there is none in " + folder, e);
    }
  }

  /** The layers that stand on one. */
  List<String> above(String id) throws IOException {
    List<String> above = new ArrayList<>();
    for (String each : names("layers")) {
      if (below(each).contains(id)) {
        above.add(each);
      }
    }
    return above;
  }

  /** The layers of images that are there, and whole. */
  List<Digest> ofImages() throws IOException {
    List<String> whole = names("layers");
    return names("tar").stream().filter(whole::contains).map(Digest::new).toList();
  }

  /** The names in a folder that can be ours; none if the folder is missing. */
  private List<String> names(String of) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(of))) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return names.stream().filter(name -> ID.matcher(name).matches()).toList();
  }

  // ---- changes

  /** Begins a change: with the lock, the folders, and nothing that a killed run has left. */
  StoreLock begin() throws IOException {
    StoreLock held = StoreLock.take(root);
    try {
      for (String each : List.of("diff", "layers", "mnt", "tar")) {
        StoreLock.makePrivate(folder.resolve(each));
      }
      removeLeft();
      return held;
    } catch (IOException | RuntimeException e) {
      held.close();
      throw e;
    }
  }

  /** Makes a folder with exactly these permissions, whatever the umask. */
  static void make(Path folder, String permissions) throws IOException {
    StoreLock.makePrivate(folder.getParent());
    Files.createDirectory(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
  }

  /** Makes what a container's layer needs beside its files. */
  void makePlaces(String id) throws IOException {
    for (String extra : driver.extraFolders()) {
      make(place(extra, id), "rwx------");
    }
    make(mnt(id), "rwx------");
  }

  /** Ends the making of a layer: from here on it is there. */
  void finish(String id, List<String> below) throws IOException {
    makeLink(id);
    Path unfinished = folder.resolve("layers/new");
    try (FileChannel file = FileChannel.open(unfinished, CREATE, WRITE, TRUNCATE_EXISTING)) {
      file.write(UTF_8.encode(below.stream().map(each -> each + "\n").reduce("", String::concat)));
      file.force(true);
    }
    Files.move(unfinished, entry(id), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Makes the short name of a layer, if the driver wants one. */
  private void makeLink(String id) throws IOException {
    if (driver.link(id).isPresent()) {
      Path link = folder.resolve(driver.link(id).get());
      StoreLock.makePrivate(link.getParent());
      try {
        Files.createSymbolicLink(link, target(id));
      } catch (FileAlreadyExistsException e) {
        throw new IOException(
            "make layer " + id + ": " + link + " is " + Files.readSymbolicLink(link) + " already",
            e);
      }
    }
  }

  private void removeLink(String id) throws IOException {
    if (driver.link(id).isPresent()) {
      Path link = folder.resolve(driver.link(id).get());
      if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target(id))) {
        Files.delete(link);
      }
    }
  }

  private static Path target(String id) {
    return Path.of("../diff", id);
  }

  /**
   * Removes all of a layer.
   *
   * @throws IOException if something is mounted in it: what is behind a mount is not the layer's,
   *     but may be the host's
   */
  void remove(String id) throws IOException {
    List<Path> places = new ArrayList<>(List.of(mnt(id)));
    driver.extraFolders().forEach(extra -> places.add(place(extra, id)));
    places.add(diff(id)); // the last to go, since by it removeLeft knows of the others
    for (Path each : places) {
      requireNothingMounted(each);
    }
    Files.deleteIfExists(entry(id));
    removeLink(id);
    Files.deleteIfExists(place("tar", id));
    for (Path each : places) {
      trash.remove(each);
    }
  }

  private static void requireNothingMounted(Path place) throws IOException {
    if (Files.exists(place)) {
      List<MountInfo> mounts = MountInfo.below(place);
      if (!mounts.isEmpty()) {
        throw new IOException(
            "remove %s: something is mounted on %s: umount that first"
                .formatted(place, mounts.get(0).mountPoint()));
      }
    }
  }

  /** What cannot be removed stays for the next change; this one does not need it. */
  void removeLeft() {
    try (StoreLock held = StoreLock.take(root)) {
      trash.empty();
      trash.remove(folder.resolve("new"));
      List<String> whole = names("layers");
      for (String id : names("diff")) {
        if (!whole.contains(id)) {
          remove(id);
        }
      }
    } catch (IOException e) {
      // see above
    }
  }
}
