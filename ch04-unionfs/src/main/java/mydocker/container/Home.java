package mydocker.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import mydocker.image.ImageList;
import mydocker.image.LayerFolders;
import mydocker.image.StorageDriver;

/**
 * The folder in which everything is kept: images, layers and containers.
 *
 * @param root the folder
 * @param layers the layers of images and containers
 * @param images the images
 * @param containers the containers
 */
public record Home(Path root, LayerFolders layers, ImageList images, ContainerStore containers) {

  /**
   * Opens it, and makes it if it is missing.
   *
   * @param root the folder
   * @param driver the storage driver; if empty, the one that was used there before, or the best
   * @throws IOException if there is no such driver here, or the folder cannot be used
   */
  public static Home open(Path root, Optional<String> driver) throws IOException {
    if (Files.exists(root.resolve("images/names.json"))) {
      throw new IOException(
          "keep containers in %s: chapter 7 has its own there: use another folder (--root DIR)"
              .formatted(root));
    }
    LayerFolders layers = new LayerFolders(root, StorageDriver.choose(driver, root));
    return new Home(root, layers, new ImageList(root, layers), new ContainerStore(root, layers));
  }
}
