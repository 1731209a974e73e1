package mydocker.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mydocker.image.ArchivedImage.Blob;

/**
 * Archives that {@code docker save} writes. The file manifest.json names each image's configuration
 * and layers: ID.json and ID/layer.tar until docker 24, files in blobs/sha256 since docker 25.
 */
final class DockerArchive {
  static final String MANIFEST = "manifest.json";

  private static final Pattern NAMED_BY_DIGEST =
      Pattern.compile("(?:blobs/sha256/|sha256:)([0-9a-f]{64})");
  private static final Pattern CONFIG = Pattern.compile("([0-9a-f]{64})\\.json");

  private DockerArchive() {}

  static boolean isOne(Archive archive) {
    return archive.has(MANIFEST);
  }

  static List<ArchivedImage> read(Archive archive) throws IOException {
    List<ArchivedImage> images = new ArrayList<>();
    for (Fields manifest : Fields.parseList(archive.read(MANIFEST), MANIFEST)) {
      List<Blob> layers = new ArrayList<>();
      for (String path : manifest.strings("Layers")) {
        layers.add(new Blob(path, digest(path, NAMED_BY_DIGEST)));
      }
      List<ImageName> names = new ArrayList<>();
      for (String name : manifest.strings("RepoTags")) {
        names.add(ImageName.parse(name));
      }
      images.add(new ArchivedImage(config(archive, manifest.string("Config")), layers, names));
    }
    return images;
  }

  private static ImageConfig config(Archive archive, String path) throws IOException {
    byte[] bytes = archive.read(path);
    Optional<Digest> stated = digest(path, NAMED_BY_DIGEST).or(() -> digest(path, CONFIG));
    if (stated.isPresent()) {
      archive.check(path, stated.get(), Digest.of(bytes));
    }
    return ImageConfig.parse(bytes);
  }

  private static Optional<Digest> digest(String path, Pattern pattern) {
    Matcher m = pattern.matcher(path);
    return m.matches() ? Optional.of(new Digest(m.group(1))) : Optional.empty();
  }
}
