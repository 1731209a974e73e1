package mydocker.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mydocker.image.ArchivedImage.Blob;

/**
 * The image layout of the OCI's image-spec: index.json names manifests, a manifest names a
 * configuration and layers, and all of these are files in blobs/sha256 that are called by their
 * digests. An index can name further indexes, with the same image for several machines.
 */
final class OciLayout {
  static final String INDEX = "index.json";
  static final String MARKER = "oci-layout";
  static final String BLOBS = "blobs/sha256/";
  static final String NAME = "io.containerd.image.name";
  static final String REFERENCE = "org.opencontainers.image.ref.name";

  /** An index in an index is common, and one in that is not. */
  private static final int MAX_DEPTH = 4;

  private final Archive archive;
  private final List<ArchivedImage> images = new ArrayList<>();

  private OciLayout(Archive archive) {
    this.archive = archive;
  }

  static boolean isOne(Archive archive) {
    return archive.has(INDEX);
  }

  static List<ArchivedImage> read(Archive archive) throws IOException {
    OciLayout layout = new OciLayout(archive);
    Fields index = Fields.parse(archive.read(INDEX), INDEX);
    layout.readIndex(index, Optional.empty(), MAX_DEPTH);
    if (layout.images.isEmpty()) {
      throw new IOException(
          "read %s: there is no image for %s/%s in it"
              .formatted(archive, Platform.OS, Platform.architecture()));
    }
    return layout.images;
  }

  /**
   * Reads the images of an index.
   *
   * @param name what the index is called, if it is: then its images are the same one for several
   *     machines, and the first for this one is meant
   */
  private void readIndex(Fields index, Optional<ImageName> name, int depth) throws IOException {
    if (depth == 0) {
      throw new IOException("read " + archive + ": too many indexes in each other");
    }
    for (Fields descriptor : index.objects("manifests")) {
      if (isForHere(descriptor)) {
        int before = images.size();
        Optional<ImageName> own = name(descriptor.object("annotations"));
        read(descriptor, own.or(() -> name), depth);
        if (depth < MAX_DEPTH && images.size() > before) {
          return; // the first of several machines' that is ours
        }
      }
    }
  }

  private void read(Fields descriptor, Optional<ImageName> name, int depth) throws IOException {
    byte[] bytes = blob(descriptor);
    Fields content = Fields.parse(bytes, descriptor.digest("digest").toString());
    if (content.has("manifests")) {
      readIndex(content, name, depth - 1);
    } else {
      images.add(image(content, name));
    }
  }

  private ArchivedImage image(Fields manifest, Optional<ImageName> name) throws IOException {
    List<Blob> layers = new ArrayList<>();
    for (Fields layer : manifest.objects("layers")) {
      layers.add(new Blob(path(layer), Optional.of(layer.digest("digest"))));
    }
    return new ArchivedImage(
        ImageConfig.parse(blob(manifest.object("config"))), layers, name.stream().toList());
  }

  /** An index need not say for which machine an image is; then the image's configuration does. */
  private static boolean isForHere(Fields descriptor) throws IOException {
    Fields platform = descriptor.object("platform");
    return !descriptor.has("platform")
        || platform.string("os").equals(Platform.OS)
            && platform.string("architecture").equals(Platform.architecture());
  }

  /**
   * The name that an annotation gives. One word alone is a tag in a layout that is named elsewhere,
   * by its file perhaps, so it tells nothing.
   */
  private static Optional<ImageName> name(Fields annotations) throws IOException {
    String name = annotations.string(NAME);
    if (name.isEmpty()) {
      name = annotations.string(REFERENCE);
    }
    return name.contains(":") || name.contains("/")
        ? Optional.of(ImageName.parse(name))
        : Optional.empty();
  }

  private byte[] blob(Fields descriptor) throws IOException {
    byte[] bytes = archive.read(path(descriptor));
    archive.check(path(descriptor), descriptor.digest("digest"), Digest.of(bytes));
    return bytes;
  }

  private static String path(Fields descriptor) throws IOException {
    return BLOBS + descriptor.digest("digest").hex();
  }
}
