package mydocker.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import mydocker.image.ImageStore;
import mydocker.image.LayerStore;
import mydocker.image.StorageDriver;

/**
 * The folder in which everything is kept: images, layers and containers.
 *
 * @param root the folder
 * @param layers the layers of images and containers
 * @param images the images
 * @param containers the containers
 */
public record Home(Path root, LayerStore layers, ImageStore images, ContainerStore containers) {

  /**
   * Opens it, and makes it if it is missing.
   *
   * @param root the folder
   * @param driver the storage driver; if empty, the one that was used there before, or the best
   * @throws IOException if there is no such driver here, or the folder cannot be used
   */
  public static Home open(Path root, Optional<String> driver) throws IOException {
    requireNoneOfTheCourse(root);
    LayerStore layers = new LayerStore(root, StorageDriver.choose(driver, root));
    return new Home(root, layers, new ImageStore(root, layers), new ContainerStore(root, layers));
  }

  /** Refuses a folder of chapters 4 to 6, where layers and containers are kept in another form. */
  private static void requireNoneOfTheCourse(Path root) throws IOException {
    for (String driver : StorageDriver.NAMES) {
      Path images = root.resolve("images").resolve(driver + ".json");
      if (Files.exists(images)) {
        throw new IOException(
            "keep containers in %s: an earlier chapter has used it, in another form: use another"
                    .formatted(root)
                + " root folder (--root DIR)");
      }
    }
  }
}
