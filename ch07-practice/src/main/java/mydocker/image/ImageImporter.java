package mydocker.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

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
   * @param tar the archive, which may be compressed
   * @param config what else the image has
   * @param step how it was made, which its history tells
   * @param names what to call it
   */
  public Image add(InputStream tar, ImageConfigBuilder config, History step, List<ImageName> names)
      throws IOException {
    try (StoreLock held = images.lockForAdding()) {
      images.removeUnused(); // what a run that was killed has left
      try {
        Digest layer = images.layers().add(null, Compression.open(tar), Optional.empty());
        step.created().ifPresent(config::created);
        config.layer(images.layers().diffId(layer), step);
        return images.add(config.build(), names);
      } catch (IOException | RuntimeException e) {
        images.cleanUpAfter(e);
        throw e;
      }
    }
  }
}
