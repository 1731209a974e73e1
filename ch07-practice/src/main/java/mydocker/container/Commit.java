package mydocker.container;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import mydocker.config.Config;
import mydocker.config.RunSpec;
import mydocker.config.Status;
import mydocker.image.Changes;
import mydocker.image.Digest;
import mydocker.image.History;
import mydocker.image.Image;
import mydocker.image.ImageConfigBuilder;
import mydocker.image.ImageName;
import mydocker.image.StoreLock;

/**
 * How an image is made of a container.
 *
 * @param message why
 * @param author by whom
 * @param changes what shall be different from the container
 * @param pause whether its processes stand still meanwhile
 */
public record Commit(String message, String author, Changes changes, boolean pause) {

  /**
   * Makes the container's own layer a layer of an image, above those of its image. What it sees
   * through volumes is not in that layer.
   *
   * @param names what to call the image
   */
  public Image make(Home home, Container container, List<ImageName> names) throws IOException {
    // One that is paused stands still already, and after this, too.
    boolean stops = pause && container.state().status() != Status.PAUSED;
    // It stands still when nobody has to be waited for any more.
    try (StoreLock adding = home.images().lockForAdding();
        Frozen still = stops ? Frozen.of(container) : null) {
      Config config = container.config();
      Image base = home.images().find(config.image().toString());
      Digest layer = home.layers().addFrom(base.top(), container.layer());
      ImageConfigBuilder image = describe(config, base);
      Instant now = Instant.now();
      String command = String.join(" ", config.command());
      image
          .created(now)
          .author(author)
          .layer(
              home.layers().diffId(layer),
              new History(Optional.of(now), command, author, message, false));
      return home.images().add(image.build(), names);
    } finally {
      home.images().sweep(); // the layer, if it has got no image
    }
  }

  /** The image's configuration with what the container was run with. */
  private ImageConfigBuilder describe(Config config, Image base) {
    RunSpec spec = config.spec();
    ImageConfigBuilder image = base.config().edit();
    image.entrypoint(spec.process().entrypoint().orElseThrow()).command(spec.process().command());
    for (String variable : spec.process().environment()) {
      String[] parts = variable.split("=", 2);
      image.env(parts[0], parts.length == 2 ? parts[1] : "");
    }
    spec.process().user().ifPresent(image::user);
    spec.process().workingDir().filter(folder -> !folder.isEmpty()).ifPresent(image::workingDir);
    spec.network().exposed().forEach(port -> image.exposedPort(port.toString()));
    changes.applyTo(image);
    return image;
  }
}
