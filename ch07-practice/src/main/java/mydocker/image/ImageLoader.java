package mydocker.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mydocker.image.ArchivedImage.Blob;
import mydocker.image.ImageStore.Named;

/** Takes images out of an archive, all of them or none. */
public final class ImageLoader {
  private final ImageStore images;

  /** Loads into a store. */
  public ImageLoader(ImageStore images) {
    this.images = images;
  }

  /**
   * An image that was loaded.
   *
   * @param image the image
   * @param names what it is called from now on; none if the archive does not name it
   * @param replaced the images that had one of these names so far
   */
  public record Loaded(Image image, List<ImageName> names, Map<ImageName, Digest> replaced) {}

  /**
   * Loads all images of an archive, be it docker's or an OCI layout.
   *
   * @throws IOException if it is none of both, is not whole, or is not what its digests say; then
   *     nothing has changed
   */
  public List<Loaded> load(Archive archive) throws IOException {
    List<ArchivedImage> archived = read(archive);
    for (ArchivedImage each : archived) {
      check(archive, each);
    }
    try (StoreLock held = images.lockForAdding()) {
      for (ArchivedImage each : archived) {
        addLayers(archive, each);
      }
      List<Loaded> loaded = new ArrayList<>();
      for (ArchivedImage each : archived) {
        loaded.add(loaded(each));
      }
      images.add(archived.stream().map(each -> new Named(each.config(), each.names())).toList());
      return loaded;
    } finally {
      images.sweep(); // layers that have got no image, now or when a run was killed
    }
  }

  private Loaded loaded(ArchivedImage archived) throws IOException {
    Image image = Image.of(archived.config());
    Map<ImageName, Digest> replaced = new LinkedHashMap<>();
    for (ImageName name : archived.names()) {
      images
          .named(name)
          .filter(old -> !old.id().equals(image.id()))
          .ifPresent(old -> replaced.put(name, old.id()));
    }
    return new Loaded(image, archived.names(), replaced);
  }

  private static List<ArchivedImage> read(Archive archive) throws IOException {
    if (DockerArchive.isOne(archive)) {
      return DockerArchive.read(archive);
    }
    if (OciLayout.isOne(archive)) {
      return OciLayout.read(archive);
    }
    throw new IOException(
        "load %s: it is no archive of images, having neither %s nor %s; mydocker import reads a"
                .formatted(archive, DockerArchive.MANIFEST, OciLayout.INDEX)
            + " container's files");
  }

  private static void check(Archive archive, ArchivedImage image) throws IOException {
    String os = image.config().os();
    if (!os.equals(Platform.OS)) {
      throw new IOException("load " + archive + ": cannot load " + os + " image on " + Platform.OS);
    }
    if (image.layers().size() != image.config().diffIds().size()) {
      throw new IOException(
          "load %s: invalid manifest, layers length mismatch: expected %d, got %d"
              .formatted(archive, image.config().diffIds().size(), image.layers().size()));
    }
  }

  private void addLayers(Archive archive, ArchivedImage image) throws IOException {
    Digest below = null;
    for (int i = 0; i < image.layers().size(); i++) {
      Digest diffId = image.config().diffIds().get(i);
      Digest chain = Digest.chain(below, diffId);
      if (!images.layers().has(chain)) {
        addLayer(archive, image.layers().get(i), below, diffId);
      }
      below = chain;
    }
  }

  private void addLayer(Archive archive, Blob blob, Digest below, Digest diffId)
      throws IOException {
    MessageDigest digest = Digest.sha256();
    try (InputStream in = new DigestInputStream(archive.open(blob.path()), digest)) {
      images.layers().add(below, Compression.open(in), Optional.of(diffId));
      in.transferTo(OutputStream.nullOutputStream()); // what follows the end of the tar
    }
    if (blob.digest().isPresent()) {
      archive.check(blob.path(), blob.digest().get(), Digest.of(digest));
    }
  }
}
