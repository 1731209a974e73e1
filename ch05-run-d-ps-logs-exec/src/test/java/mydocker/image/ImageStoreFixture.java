package mydocker.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A store of images in a folder, and what a test asks of it. */
final class ImageStoreFixture {
  final Path root;
  final LayerStore layers;
  final ImageStore images;

  ImageStoreFixture(Path root) throws IOException {
    this.root = root;
    layers = new LayerStore(root, StorageDriver.choose(Optional.empty(), root));
    images = new ImageStore(root, layers);
  }

  /** An image with layers out of tars; without a name if that is null. */
  Image add(String name, byte[]... tars) throws IOException {
    try (StoreLock held = images.lock()) {
      ImageConfigBuilder config = ImageConfigBuilder.empty().command(List.of("sh"));
      Digest top = null;
      for (byte[] tar : tars) {
        top = layers.add(top, new ByteArrayInputStream(tar));
        config.layer(layers.diffId(top));
      }
      List<ImageName> names = name == null ? List.of() : List.of(ImageName.parse(name));
      return images.add(config.build(), names);
    }
  }

  /** All files of the store, with their sizes; the locks and empty folders do not count. */
  List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> !Files.isDirectory(file))
          .filter(file -> !file.getParent().endsWith("images") || file.toString().endsWith(".json"))
          .map(file -> root.relativize(file) + " " + size(file))
          .sorted()
          .toList();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
