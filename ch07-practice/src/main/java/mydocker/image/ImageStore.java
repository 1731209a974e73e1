package mydocker.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mydocker.linux.WholeFile;

/**
 * The images of this machine.
 *
 * <pre>
 * images/&lt;64 hex&gt;.json  an image's configuration, byte for byte: its digest is the image's ID
 * images/names.json      which image has which name
 * </pre>
 */
public final class ImageStore {
  private static final Pattern ID = Pattern.compile("(sha256:)?[0-9a-f]{64}");

  private final Path folder;
  private final LayerStore layers;

  /** The images below a folder, which need not be there yet. */
  public ImageStore(Path root, LayerStore layers) {
    folder = root.toAbsolutePath().resolve("images");
    this.layers = layers;
  }

  /** What the images are made of. */
  public LayerStore layers() {
    return layers;
  }

  /** The folder that they are in, which has room for what is being read. */
  public Path folder() {
    return folder;
  }

  /**
   * Keeps everybody else from changing images and layers: what was found out of them stays true
   * until this is closed. It is held for a moment.
   */
  public StoreLock lock() throws IOException {
    return StoreLock.take(folder);
  }

  /**
   * To be held from before a layer is added until an image has it. Nobody else removes layers
   * meanwhile, or adds some; containers can be made. To be taken before {@link #lock}, never after.
   */
  public StoreLock lockForAdding() throws IOException {
    return StoreLock.takeForAdding(folder);
  }

  /** All images, the newest first. */
  public List<Image> list() throws IOException {
    List<Image> images = new ArrayList<>();
    for (Digest id : ids("")) {
      read(id).ifPresent(images::add);
    }
    images.sort(
        Comparator.<Image, Instant>comparing(i -> i.config().created().orElse(Instant.MIN))
            .reversed()
            .thenComparing(i -> i.id().hex()));
    return images;
  }

  /**
   * The image that somebody means.
   *
   * @param reference its name, its ID, or the beginning of its ID if no other begins so
   * @throws NoSuchImageException if there is none
   * @throws IOException if it could be several, or if it can be neither a name nor an ID
   */
  public Image find(String reference) throws IOException {
    Optional<ImageName> name = asName(reference);
    Optional<Image> image = name.isPresent() ? named(name.get()) : Optional.empty();
    String prefix = reference.replaceFirst("^sha256:", "");
    if (image.isEmpty() && prefix.matches("[0-9a-f]{1,64}")) {
      List<Digest> ids = ids(prefix);
      if (ids.size() > 1) {
        throw new IOException("multiple IDs found with provided prefix: " + reference);
      }
      image = ids.isEmpty() ? Optional.empty() : read(ids.get(0));
    }
    return image.orElseThrow(() -> new NoSuchImageException(reference));
  }

  /** The image that has a name, if one has it. */
  public Optional<Image> named(ImageName name) throws IOException {
    Digest id = allNames().get(name);
    return id == null ? Optional.empty() : read(id);
  }

  /** An image's names, in the order of the alphabet. */
  public List<ImageName> names(Image image) throws IOException {
    return allNames().entrySet().stream()
        .filter(entry -> entry.getValue().equals(image.id()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * The names that somebody means: one with its tag, or all of a repository, whose name has none.
   */
  public List<ImageName> namesMeantBy(String reference) throws IOException {
    Optional<ImageName> name = asName(reference);
    boolean withTag = name.isPresent() && reference.endsWith(":" + name.get().tag());
    return allNames().keySet().stream()
        .filter(each -> name.isPresent() && each.repository().equals(name.get().repository()))
        .filter(each -> !withTag || each.tag().equals(name.get().tag()))
        .toList();
  }

  /** The name that somebody means, if an image has it. */
  public Optional<ImageName> nameMeantBy(String reference) throws IOException {
    Optional<ImageName> name = asName(reference);
    return name.filter(allNames()::containsKey);
  }

  /** A reference as a name, unless it must be an ID. */
  private static Optional<ImageName> asName(String reference) throws IOException {
    return ID.matcher(reference).matches()
        ? Optional.empty()
        : Optional.of(ImageName.parse(reference));
  }

  /**
   * The bytes of all files in an image's layers.
   *
   * @throws NoSuchImageException if it was removed meanwhile
   */
  public long size(Image image) throws IOException {
    try {
      long size = 0;
      for (Digest layer : image.chain()) {
        size += layers.size(layer);
      }
      return size;
    } catch (IOException e) {
      if (!Files.exists(file(image.id()))) {
        throw new NoSuchImageException(image.id().toString());
      }
      throw e;
    }
  }

  /**
   * An image to be added.
   *
   * @param config its configuration
   * @param names what to call it from now on; no other image keeps one of these names
   */
  public record Named(ImageConfig config, List<ImageName> names) {}

  /**
   * Adds an image, or finds it there.
   *
   * @throws IOException if one of its layers is not there
   */
  public Image add(ImageConfig config, List<ImageName> names) throws IOException {
    add(List.of(new Named(config, names)));
    return Image.of(config);
  }

  /** Adds several images, all or none. */
  void add(List<Named> several) throws IOException {
    try (StoreLock held = lock()) {
      List<Path> written = new ArrayList<>();
      try {
        Map<ImageName, Digest> all = allNames();
        for (Named each : several) {
          Image image = Image.of(each.config());
          requireLayers(image);
          if (!Files.exists(file(image.id()))) {
            WholeFile.write(file(image.id()), each.config().bytes());
            written.add(file(image.id()));
          }
          each.names().forEach(name -> all.put(name, image.id()));
        }
        writeNames(all);
      } catch (IOException e) {
        for (Path file : written) {
          Files.delete(file);
        }
        throw e;
      }
    }
  }

  /**
   * Adds an image with one layer, out of a file system's files.
   *
   * @param tar the files as an archive, which may be compressed
   * @param config what else the image has
   * @param step how it was made, which its history tells
   * @param names what to call it
   */
  public Image importFiles(
      InputStream tar, ImageConfigBuilder config, History step, List<ImageName> names)
      throws IOException {
    try (StoreLock held = lockForAdding()) {
      Digest layer = layers.add(null, Compression.open(tar), Optional.empty());
      step.created().ifPresent(config::created);
      config.layer(layers.diffId(layer), step);
      return add(config.build(), names);
    } finally {
      sweep(); // a layer that has got no image, now or when a run was killed
    }
  }

  private void requireLayers(Image image) throws IOException {
    for (Digest layer : image.chain()) {
      if (!layers.has(layer)) {
        throw new IOException("add image %s: there is no layer %s".formatted(image.id(), layer));
      }
    }
  }

  /** Gives an image one more name, which no other keeps. */
  public void name(ImageName name, Image image) throws IOException {
    try (StoreLock held = lock()) {
      if (!Files.exists(file(image.id()))) {
        throw new NoSuchImageException(image.id().toString()); // removed meanwhile
      }
      Map<ImageName, Digest> all = allNames();
      all.put(name, image.id());
      writeNames(all);
    }
  }

  /** Takes a name away; the image stays. */
  public void unname(ImageName name) throws IOException {
    try (StoreLock held = lock()) {
      Map<ImageName, Digest> all = allNames();
      all.remove(name);
      writeNames(all);
    }
  }

  /**
   * Removes an image with its names, and the layers that nothing else stands on.
   *
   * @return those layers, from the highest to the lowest
   */
  public List<Digest> remove(Image image) throws IOException {
    try (StoreLock outer = lockForAdding();
        StoreLock inner = lock()) {
      Map<ImageName, Digest> all = allNames();
      all.values().removeIf(image.id()::equals);
      writeNames(all);
      Files.deleteIfExists(file(image.id()));
      return removeUnused();
    }
  }

  /**
   * Removes the layers that neither an image nor a container stands on: those of an image that was
   * removed, or of one that could not be added as a whole.
   *
   * @return those layers, the upper ones before those below them
   */
  List<Digest> removeUnused() throws IOException {
    try (StoreLock outer = lockForAdding();
        StoreLock inner = lock()) {
      Set<Digest> ofImages = new HashSet<>();
      for (Image image : list()) {
        ofImages.addAll(image.chain());
      }
      List<Digest> removed = new ArrayList<>();
      // What a removed layer stood on becomes removable with it, so look again until nothing is.
      for (int before = -1; before < removed.size(); ) {
        before = removed.size();
        for (Digest layer : layers.list()) {
          if (!ofImages.contains(layer) && !layers.isUsed(layer)) {
            layers.remove(layer.hex());
            removed.add(layer);
          }
        }
      }
      return removed;
    }
  }

  /**
   * The same behind something that has succeeded or failed by itself. What cannot be removed stays
   * for the next time, as all does while an image cannot be read: its layers are not known.
   */
  public void sweep() {
    try {
      removeUnused();
    } catch (IOException e) {
      // see above
    }
  }

  private List<Digest> ids(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("[0-9a-f]{64}\\.json") && name.startsWith(prefix))
          .map(name -> new Digest(name.substring(0, 64)))
          .toList();
    } catch (NoSuchFileException e) {
      return List.of(); // no image was ever added
    }
  }

  private Optional<Image> read(Digest id) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(file(id));
      if (!Digest.of(bytes).hex().equals(id.hex())) {
        throw new IOException(
            "read %s: it was changed, since its digest is %s"
                .formatted(file(id), Digest.of(bytes)));
      }
      Image image = new Image(id, ImageConfig.parse(bytes));
      // Another storage driver has layers of its own, and so its own images.
      return layers.has(image.top()) ? Optional.of(image) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty(); // removed meanwhile
    }
  }

  private Path file(Digest id) {
    return folder.resolve(id.hex() + ".json");
  }

  private Path namesFile() {
    return folder.resolve("names.json");
  }

  private Map<ImageName, Digest> allNames() throws IOException {
    Map<ImageName, Digest> names = new TreeMap<>(Comparator.comparing(ImageName::toString));
    if (Files.exists(namesFile())) {
      Fields json = Fields.parse(Files.readAllBytes(namesFile()), namesFile().toString());
      for (String name : json.json().keySet()) {
        names.put(ImageName.parse(name), json.digest(name));
      }
    }
    return names;
  }

  private void writeNames(Map<ImageName, Digest> names) throws IOException {
    JsonObject json = new JsonObject();
    names.forEach((name, id) -> json.addProperty(name.toString(), id.toString()));
    WholeFile.write(namesFile(), json.toString().getBytes(UTF_8));
  }
}
