package mydocker.container;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import mydocker.image.Digest;
import mydocker.image.Image;
import mydocker.image.ImageConfigBuilder;
import mydocker.image.ImageName;
import mydocker.image.StoreLock;

/** Makes an image of a container. */
public final class Commit {
  private Commit() {}

  /**
   * Makes the container's own layer a layer of an image, above those of its image. What it sees
   * through volumes is not in that layer.
   *
   * @param names what to call the image
   * @throws IOException if the container runs: it would change its files while they are read
   */
  public static Image make(Home home, Container container, List<ImageName> names)
      throws IOException {
    if (container.isRunning()) {
      throw new IOException(
          "commit container %s: it runs, and would change its files meanwhile: stop it first"
              .formatted(container.config().id().brief()));
    }
    try (StoreLock held = home.images().lock()) {
      Config config = container.config();
      Image base = home.images().find(config.image().toString());
      Digest layer = home.layers().addFrom(base.top(), container.layer());
      ImageConfigBuilder image = describe(config, base);
      image.created(Instant.now()).layer(home.layers().diffId(layer));
      return home.images().add(image.build(), names);
    } finally {
      home.images().sweep(); // the layer, if it has got no image
    }
  }

  /** The image's configuration with what the container was run with. */
  private static ImageConfigBuilder describe(Config config, Image base) {
    RunSpec spec = config.spec();
    ImageConfigBuilder image = base.config().edit();
    image.entrypoint(spec.process().entrypoint()).command(spec.process().command());
    for (String variable : spec.process().environment()) {
      String[] parts = variable.split("=", 2);
      image.env(parts[0], parts.length == 2 ? parts[1] : "");
    }
    spec.process().workingDir().filter(folder -> !folder.isEmpty()).ifPresent(image::workingDir);
    return image;
  }
}
