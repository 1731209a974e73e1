package mydocker.image;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The layers of images and containers. An image's never change, so that any number of containers
 * stand on them; a container's own layer has what the container has written.
 */
public final class LayerStore {
  private static final String INIT = StoreFolders.INIT;

  /**
   * What the layer "init" holds: the places that things are mounted on. An image may have a
   * symbolic link there, which would lead the mount somewhere else; behind a real folder of an
   * upper layer it is out of sight. And commit does not see what is not in a container's own layer.
   */
  private static final List<String> INIT_FOLDERS = List.of("proc", "sys", "dev", "etc");

  private static final List<String> INIT_FILES =
      List.of("etc/hosts", "etc/hostname", "etc/resolv.conf");

  private final StorageDriver driver;
  private final StoreFolders folders;

  /** The layers that a driver keeps below a root folder. */
  public LayerStore(Path root, StorageDriver driver) {
    this.driver = driver;
    folders = new StoreFolders(root, driver);
  }

  // ---- what is there

  /** Whether an image's layer is there. */
  public boolean has(Digest chain) {
    return folders.has(chain.hex());
  }

  /** The layers below one, from the top to the bottom. */
  public List<String> below(String id) throws IOException {
    return folders.below(id);
  }

  /** The layers of images. */
  List<Digest> list() throws IOException {
    return folders.ofImages();
  }

  /** Whether another layer, an image's or a container's, stands on an image's layer. */
  public boolean isUsed(Digest chain) throws IOException {
    return !folders.above(chain.hex()).isEmpty();
  }

  /** The folder with the files of one layer, as the driver keeps them. */
  public Path diff(String id) {
    return folders.layer(id).resolve("diff");
  }

  /** The digest of the tar that an image's layer came from: what its configuration lists. */
  public Digest diffId(Digest chain) throws IOException {
    try {
      return Digest.parse(Files.readAllLines(folders.layer(chain.hex()).resolve("tar")).get(0));
    } catch (NoSuchFileException e) {
      throw new IOException("read layer " + chain + ": there is none in " + folders.all(), e);
    }
  }

  // ---- unions

  /** How a container's files are mounted: its own layer takes what is written. */
  public Union union(String containerId) throws IOException {
    Path layer = folders.layer(containerId);
    return new Union(layer, driver.union(containerId, below(containerId)), layer.resolve("mnt"));
  }

  // ---- layers of images

  /**
   * Adds a layer to those of an image, unless it is there.
   *
   * @param parent the layer that it stands on, or null
   * @param tar not compressed
   * @return the layer's chain ID
   * @throws IOException if the tar is damaged; nothing of it is left then
   */
  public Digest add(Digest parent, InputStream tar) throws IOException {
    try (StoreLock held = folders.begin()) {
      return unpack(parent, tar);
    } finally {
      folders.removeLeft();
    }
  }

  /**
   * Adds what a container's own layer holds, its changes, as a layer of an image.
   *
   * @param parent the layer that the container stands on, or null
   * @param upper the files of the container's layer, which nobody changes meanwhile
   * @return the new layer's chain ID
   */
  public Digest addFrom(Digest parent, Path upper) throws IOException {
    try (StoreLock held = folders.begin()) {
      Path tar = folders.unfinished("tar");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(tar))) {
        Packer.pack(upper, driver.whiteouts(), out);
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(tar))) {
        return unpack(parent, in);
      }
    } finally {
      folders.removeLeft();
    }
  }

  /** Makes the layer beside the others, and moves it to its place when it is whole. */
  private Digest unpack(Digest parent, InputStream tar) throws IOException {
    List<String> below = withBelow(parent);
    requireNotTooMany(below.size() + 1);
    Path layer = folders.unfinished("layer");
    Path files = layer.resolve("diff");
    StoreFolders.make(files, "rwxr-xr-x");
    Digest diff = Unpacker.unpack(tar, files, driver.whiteouts());
    Digest chain = Digest.chain(parent, diff);
    if (!has(chain)) {
      Files.writeString(layer.resolve("tar"), diff + "\n");
      folders.finish(layer, chain.hex(), below);
    }
    return chain;
  }

  /** A layer and those below it, from the top to the bottom; none for null. */
  private List<String> withBelow(Digest top) throws IOException {
    List<String> all = new ArrayList<>();
    if (top != null) {
      all.add(top.hex());
      all.addAll(below(top.hex()));
    }
    return all;
  }

  private void requireNotTooMany(int layers) throws IOException {
    if (layers > driver.maxLayers()) {
      throw new IOException(
          "an image with %d layers: storage driver %s takes at most %d"
              .formatted(layers, driver.name(), driver.maxLayers()));
    }
  }

  // ---- layers of containers

  /**
   * Makes a container's own layer, empty, above an image's.
   *
   * @param top the image's uppermost layer, or null for an image without any
   * @throws IOException if the image's layer is missing, or the container's is there
   */
  public void create(String containerId, Digest top) throws IOException {
    try (StoreLock held = folders.begin()) {
      List<String> below = withBelow(top);
      requireNotTooMany(below.size());
      below.add(0, INIT);
      if (!folders.has(INIT)) {
        createInit();
      }
      Path layer = folders.unfinished("layer");
      StoreFolders.make(layer.resolve("diff"), "rwxr-xr-x");
      StoreFolders.makePlaces(layer, below);
      folders.finish(layer, containerId, below);
    }
  }

  private void createInit() throws IOException {
    Path layer = folders.unfinished("layer");
    Path init = layer.resolve("diff");
    StoreFolders.make(init, "rwxr-xr-x");
    for (String each : INIT_FOLDERS) {
      StoreFolders.make(init.resolve(each), "rwxr-xr-x");
    }
    for (String each : INIT_FILES) {
      Path file = Files.createFile(init.resolve(each));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
    folders.finish(layer, INIT, List.of());
  }

  /**
   * Removes a layer of either kind, if it is there.
   *
   * @throws IOException if another stands on it, or something is mounted in it
   */
  public void remove(String id) throws IOException {
    try (StoreLock held = folders.begin()) {
      List<String> above = folders.above(id);
      if (!above.isEmpty()) {
        throw new IOException("remove layer " + id + ": layer " + above.get(0) + " stands on it");
      }
      folders.remove(id);
    }
  }
}
