package mydocker.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mydocker.linux.HostTool;
import mydocker.linux.MountInfo;

/**
 * The layers of images and containers, in a folder for each storage driver:
 *
 * <pre>
 *   ID         a layer: an image's, a container's, or "init"
 *   ID/diff    its files
 *   ID/lower   of a container's: the layers below it, one a line, from the top to the bottom
 *   ID/mnt     of a container's: where its union is mounted, in the container's mount namespace
 *   ID/work    of a container's: what overlayfs needs beside its files
 *   ID/l       of a container's: short symlinks to the files of those below: l/0 is the top one
 *   tmp        what is being made, or removed
 * </pre>
 *
 * An image's layer never changes, so that any number of containers stand on it; a container's own
 * has what the container has written. One rename makes a layer, and one removes it: so each is
 * there as a whole or not at all, and what a run that was killed has left is in "tmp", which the
 * next change empties.
 */
public final class LayerFolders {
  /**
   * The layer of all containers that stands between theirs and the image's. It holds the places
   * that things are mounted on. An image may have a symbolic link there, which would lead the mount
   * somewhere else; behind a real folder of an upper layer it is out of sight. And commit does not
   * see what is not in a container's own layer.
   */
  private static final String INIT = "init";

  private static final List<String> INIT_FOLDERS = List.of("proc", "sys", "dev", "etc");
  private static final List<String> INIT_FILES =
      List.of("etc/hosts", "etc/hostname", "etc/resolv.conf");

  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}|" + INIT);
  private static final int ID_BYTES = 32;

  private final Path images;
  private final StorageDriver driver;
  private final Path folder;
  private final Path tmp;

  /** The layers that a driver keeps below a root folder. */
  public LayerFolders(Path root, StorageDriver driver) {
    images = root.resolve("images");
    this.driver = driver;
    folder = root.toAbsolutePath().resolve(driver.name());
    tmp = folder.resolve("tmp");
  }

  /** A new ID, of a layer or of an image: as many digits as a container's has. */
  static String randomId() {
    byte[] bytes = new byte[ID_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  // ---- what is there

  String driver() {
    return driver.name();
  }

  /** All of a layer. Its name must be an ID: so it can be no path. */
  private Path layer(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("\"" + id + "\" is no ID of a layer");
    }
    return folder.resolve(id);
  }

  /** The folder with the files of one layer, as the driver keeps them. */
  public Path diff(String id) {
    return layer(id).resolve("diff");
  }

  /** How a container's files are mounted: its own layer takes what is written. */
  public Union union(String containerId) throws IOException {
    Path layer = layer(containerId);
    List<String> below = Files.readAllLines(layer.resolve("lower"), UTF_8);
    return new Union(layer, driver.union(containerId, below), layer.resolve("mnt"));
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

  // ---- layers of images

  /** The files of a new layer, which are made in an empty folder. */
  public interface Content {
    void makeIn(Path diff) throws IOException;
  }

  /**
   * Makes a layer of an image.
   *
   * @return its ID
   * @throws IOException if its files could not be made; nothing of them is left then
   */
  public String add(Content content) throws IOException {
    try (StoreLock held = begin()) {
      String id = randomId();
      Path layer = Files.createDirectory(unfinished(id));
      content.makeIn(make(layer.resolve("diff"), "rwxr-xr-x"));
      finish(id);
      return id;
    } finally {
      empty();
    }
  }

  /** Refuses an image with more layers than the kernel shows as one. */
  void requireNotTooMany(int layers) throws IOException {
    if (layers > driver.maxLayers()) {
      throw new IOException(
          "an image with %d layers: storage driver %s takes at most %d"
              .formatted(layers, driver.name(), driver.maxLayers()));
    }
  }

  /**
   * Removes all layers but those of some images, and those that a container stands on.
   *
   * @return those that are gone
   */
  List<String> removeAllBut(Set<String> ofImages) throws IOException {
    Set<String> kept = new HashSet<>(ofImages);
    kept.add(INIT);
    for (String id : ids()) {
      Path lower = layer(id).resolve("lower");
      if (Files.exists(lower)) { // a container's
        kept.add(id);
        kept.addAll(Files.readAllLines(lower, UTF_8));
      }
    }
    List<String> unused = ids().stream().filter(id -> !kept.contains(id)).toList();
    for (String id : unused) {
      remove(id);
    }
    return unused;
  }

  // ---- layers of containers

  /**
   * Makes a container's own layer, empty, above an image's.
   *
   * @param image the image's layers, from the top to the bottom
   * @throws IOException if one of these is missing, or the container's is there
   */
  public void create(String containerId, List<String> image) throws IOException {
    try (StoreLock held = begin()) {
      for (String id : image) {
        if (!Files.exists(layer(id))) {
          throw new IOException("there is no layer " + id + ": its image has been removed");
        }
      }
      if (!Files.exists(layer(INIT))) {
        createInit();
      }
      List<String> below = new ArrayList<>(image);
      below.add(0, INIT);
      Path layer = Files.createDirectory(unfinished(containerId));
      make(layer.resolve("diff"), "rwxr-xr-x");
      for (String each : List.of("mnt", "work", "l")) {
        make(layer.resolve(each), "rwx------");
      }
      for (int i = 0; i < below.size(); i++) {
        Files.createSymbolicLink(layer.resolve("l/" + i), Path.of("../..", below.get(i), "diff"));
      }
      Files.write(layer.resolve("lower"), below);
      finish(containerId);
    } finally {
      empty();
    }
  }

  private void createInit() throws IOException {
    Path layer = Files.createDirectory(unfinished(INIT));
    Path diff = make(layer.resolve("diff"), "rwxr-xr-x");
    for (String each : INIT_FOLDERS) {
      make(diff.resolve(each), "rwxr-xr-x");
    }
    for (String each : INIT_FILES) {
      Path file = Files.createFile(diff.resolve(each));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
    finish(INIT);
  }

  // ---- changes

  /** Makes a folder with exactly these permissions, whatever the umask. */
  private static Path make(Path folder, String permissions) throws IOException {
    Files.createDirectory(folder);
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
  }

  /** Begins a change: with the lock, and nothing that a killed run has left. */
  private StoreLock begin() throws IOException {
    StoreLock held = StoreLock.take(images);
    empty();
    return held;
  }

  /** Where a layer is while it is made, or removed. */
  private Path unfinished(String id) throws IOException {
    StoreLock.makePrivate(tmp);
    return tmp.resolve(id);
  }

  private void finish(String id) throws IOException {
    Files.move(unfinished(id), layer(id), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Removes a layer, if it is there.
   *
   * @throws IOException if something is mounted in it: what is behind a mount is not the layer's,
   *     but may be the host's
   */
  public void remove(String id) throws IOException {
    try (StoreLock held = begin()) {
      if (Files.exists(layer(id))) {
        List<MountInfo> mounts = MountInfo.below(layer(id));
        if (!mounts.isEmpty()) {
          throw new IOException(
              "remove %s: something is mounted on %s: umount that first"
                  .formatted(layer(id), mounts.get(0).mountPoint()));
        }
        Files.move(layer(id), unfinished(id), StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      empty();
    }
  }

  /** What cannot be removed stays for the next change; this one does not need it. */
  private void empty() {
    try (StoreLock held = StoreLock.take(images)) {
      if (!tmp.toFile().delete() && Files.exists(tmp)) { // there is something in it
        HostTool.run("rm", "-rf", "--one-file-system", tmp.toString());
      }
    } catch (IOException e) {
      // see above
    }
  }
}
