package mydocker.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Makes an image with one layer out of a file system's files. */
public final class ImageImporter {
  private final ImageStore images;

  /** Imports into a store. */
  public ImageImporter(ImageStore images) {
    this.images = images;
  }

  /**
   * Imports the files of a tar archive.
   *
   * @param tar the archive, not compressed
   * @param config what else the image has
   * @param names what to call it
   */
  public Image add(InputStream tar, ImageConfigBuilder config, List<ImageName> names)
      throws IOException {
    try (StoreLock held = images.lock()) {
      images.removeUnused(); // what a run that was killed has left
      try {
        Digest layer = images.layers().add(null, tar);
        config.layer(images.layers().diffId(layer));
        return images.add(config.build(), names);
      } catch (IOException | RuntimeException e) {
        images.cleanUpAfter(e);
        throw e;
      }
    }
  }
}
