package mydocker.image;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.Optional;

/**
 * The layers of images and containers. An image's never change, so that any number of containers
 * stand on them; a container's own layer has what the container has written.
 */
public final class LayerStore {
  private static final String INIT = StoreFolders.INIT;
  private static final String SPLIT = "split";

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

  /** How layers are kept, and shown as one. */
  public StorageDriver driver() {
    return driver;
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
    return Digest.parse(tarLines(chain).get(0));
  }

  /** How many bytes the files of an image's layer have, without those of the layers below it. */
  public long size(Digest chain) throws IOException {
    List<String> lines = tarLines(chain);
    return lines.size() > 1 // the small docker of chapter 4 writes one
        ? Long.parseLong(lines.get(1))
        : FileSizes.of(diff(chain.hex()));
  }

  /** How many bytes the files of a container's own layer have now. */
  public long written(String containerId) throws IOException {
    return FileSizes.of(diff(containerId));
  }

  /** What a container's own layer makes different from those of its image, sorted by path. */
  public List<FileChange> changes(String containerId) throws IOException {
    List<Path> below = shown(containerId).stream().map(this::diff).toList();
    return new LayerDiff(driver.whiteouts()).of(diff(containerId), below);
  }

  private List<String> tarLines(Digest chain) throws IOException {
    try {
      return Files.readAllLines(folders.layer(chain.hex()).resolve("tar"), UTF_8);
    } catch (NoSuchFileException e) {
      throw new IOException("read layer " + chain + ": there is none in " + folders.all(), e);
    }
  }

  /** Writes the tar that an image's layer came from, byte for byte. */
  public void writeTar(Digest chain, OutputStream out) throws IOException {
    Path split = folders.layer(chain.hex()).resolve(SPLIT);
    if (!Files.exists(split)) {
      throw new IOException(
          "give back the tar of layer %s: chapters 4 to 6 keep no record: rmi, and make it again"
              .formatted(chain.brief()));
    }
    TarSplit.assemble(split, diff(chain.hex()), out);
  }

  // ---- unions

  /** How a container's files are mounted: its own layer takes what is written. */
  public Union union(String containerId) throws IOException {
    Path layer = folders.layer(containerId);
    return new Union(layer, driver.union(containerId, shown(containerId)), layer.resolve("mnt"));
  }

  /** How the same files are mounted read-only, also beside the union of a running container. */
  public Union view(String containerId) throws IOException {
    Path layer = folders.layer(containerId);
    return new Union(layer, driver.view(containerId, shown(containerId)), layer.resolve("mnt"));
  }

  /**
   * The layers below, down to one whose root is opaque: overlayfs does not look whether the root of
   * a layer is, and would show what that hides.
   */
  private List<String> shown(String containerId) throws IOException {
    List<String> shown = new ArrayList<>();
    for (String id : below(containerId)) {
      shown.add(id);
      if (driver.whiteouts().isOpaque(diff(id))) {
        break;
      }
    }
    return shown;
  }

  // ---- layers of images

  /**
   * Adds a layer to those of an image, unless it is there.
   *
   * @param parent the layer that it stands on, or null
   * @param tar not compressed
   * @param expected the digest that the tar is said to have; if that layer is there it is not read
   * @return the layer's chain ID
   * @throws IOException if the tar is damaged; nothing of it is left then
   * @throws IOException if it is another one than expected; the same
   */
  public Digest add(Digest parent, InputStream tar, Optional<Digest> expected) throws IOException {
    if (expected.isPresent() && has(Digest.chain(parent, expected.get()))) {
      return Digest.chain(parent, expected.get());
    }
    try (Staging work = begin(parent)) {
      return add(parent, tar, expected, work);
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
    try (Staging work = begin(parent)) {
      Path tar = work.resolve("tar");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(tar))) {
        Packer.pack(upper, driver.whiteouts(), out);
      }
      try (InputStream in = Files.newInputStream(tar)) {
        return add(parent, in, Optional.empty(), work);
      }
    } finally {
      folders.removeLeft();
    }
  }

  private Staging begin(Digest parent) throws IOException {
    try (StoreLock held = folders.begin()) {
      requireNotTooMany(withBelow(parent).size() + 1);
      return folders.newStaging();
    }
  }

  private Digest add(Digest parent, InputStream tar, Optional<Digest> expected, Staging work)
      throws IOException {
    Path layer = work.resolve("layer");
    Path files = layer.resolve("diff");
    StoreFolders.make(files, "rwxr-xr-x");
    UnpackLimits limits = UnpackLimits.of(folders.all());
    Digest diff = Unpacker.unpack(tar, files, driver.whiteouts(), limits, layer.resolve(SPLIT));
    if (expected.isPresent() && !expected.get().equals(diff)) {
      throw new IOException(
          "add layer %s: the tar is %s: the archive is damaged, get it again"
              .formatted(expected.get(), diff));
    }
    Files.writeString(layer.resolve("tar"), diff + "\n" + FileSizes.of(files) + "\n");
    Digest chain = Digest.chain(parent, diff);
    try (StoreLock held = folders.begin()) {
      if (!has(chain)) {
        folders.finish(layer, chain.hex(), withBelow(parent));
      }
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
