package mydocker.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import mydocker.linux.WholeFile;

/**
 * The images of this machine, as a list in a file. Each storage driver has layers of its own, and
 * so a list of its own: {@code images/overlay2.json}.
 */
public final class ImageList {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final TypeToken<List<Image>> TYPE = new TypeToken<>() {};

  private final Path folder;
  private final Path file;
  private final LayerFolders layers;

  /**
   * The images below a folder.
   *
   * @param root the folder, which need not be there yet
   * @param layers what they are made of
   */
  public ImageList(Path root, LayerFolders layers) {
    folder = root.resolve("images");
    file = folder.resolve(layers.driver() + ".json");
    this.layers = layers;
  }

  /**
   * Keeps everybody else from changing images and layers: what was found out of them stays true
   * until this is closed.
   */
  public StoreLock lock() throws IOException {
    return StoreLock.take(folder);
  }

  /** All images, the newest first. */
  public List<Image> all() throws IOException {
    try {
      return GSON.fromJson(Files.readString(file, UTF_8), TYPE);
    } catch (NoSuchFileException e) {
      return List.of(); // none was ever made
    } catch (JsonParseException e) {
      throw new IOException("read " + file + ": it is no list of images", e);
    }
  }

  /** The image that has a name, if one has it. */
  public Optional<Image> named(ImageName name) throws IOException {
    String text = name.toString(); // for a record's equals the JVM first makes code, for 20 ms
    return all().stream()
        .filter(image -> image.names().stream().anyMatch(n -> n.toString().equals(text)))
        .findFirst();
  }

  /**
   * The image that somebody means.
   *
   * @param reference its ID, the beginning of that which people are shown, or its name
   * @throws NoSuchImageException if there is none
   * @throws IOException if it can be neither a name nor an ID
   */
  public Image find(String reference) throws IOException {
    for (Image image : all()) {
      if (List.of(image.id(), image.brief()).contains(reference)) {
        return image;
      }
    }
    return named(ImageName.parse(reference)).orElseThrow(() -> new NoSuchImageException(reference));
  }

  /**
   * Makes an image: a new layer, above those of another.
   *
   * @param names what to call it; no other image keeps one of these names
   * @param content the files of the new layer
   * @param below the layers below it, from the top to the bottom
   * @param defaults what else the image has
   */
  public Image add(
      List<ImageName> names,
      LayerFolders.Content content,
      List<String> below,
      ImageDefaults defaults)
      throws IOException {
    try (StoreLock held = lock()) {
      removeUnusedLayers(); // of one that was killed here
      layers.requireNotTooMany(below.size() + 1);
      List<String> stack = new ArrayList<>(below);
      stack.add(0, layers.add(content));
      Image image = new Image(LayerFolders.randomId(), names, stack, defaults);
      List<Image> images = new ArrayList<>(all().stream().map(i -> i.without(names)).toList());
      images.add(0, image);
      write(images);
      return image;
    }
  }

  /**
   * Removes an image, and the layers that nothing else stands on.
   *
   * @return those layers
   */
  public List<String> remove(Image image) throws IOException {
    try (StoreLock held = lock()) {
      write(all().stream().filter(other -> !other.id().equals(image.id())).toList());
      return removeUnusedLayers();
    }
  }

  private List<String> removeUnusedLayers() throws IOException {
    Set<String> ofImages =
        all().stream().flatMap(image -> image.layers().stream()).collect(Collectors.toSet());
    return layers.removeAllBut(ofImages);
  }

  private void write(List<Image> images) throws IOException {
    WholeFile.write(file, GSON.toJson(images).getBytes(UTF_8));
  }
}
