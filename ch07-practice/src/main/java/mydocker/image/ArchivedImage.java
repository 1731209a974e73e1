package mydocker.image;

import java.util.List;
import java.util.Optional;

/**
 * An image as an archive tells of it.
 *
 * @param config its configuration
 * @param layers where its layers are in the archive, the lowest first
 * @param names what it is called there
 */
record ArchivedImage(ImageConfig config, List<Blob> layers, List<ImageName> names) {

  /**
   * A file of the archive.
   *
   * @param path its name there
   * @param digest what its content's digest is, if the archive states that
   */
  record Blob(String path, Optional<Digest> digest) {}
}
