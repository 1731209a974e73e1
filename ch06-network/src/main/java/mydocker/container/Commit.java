package mydocker.container;

import java.io.IOException;
import java.util.List;
import mydocker.config.Config;
import mydocker.config.ProcessSpec;
import mydocker.image.Image;
import mydocker.image.ImageDefaults;
import mydocker.image.ImageName;
import mydocker.image.StoreLock;
import mydocker.linux.HostTool;

/** Makes an image of a container. */
public final class Commit {
  private Commit() {}

  /**
   * Copies the container's own layer, as the kernel has left it with all marks of what was removed,
   * to a new one above those of its image. What it sees through volumes is not in that layer.
   *
   * @param names what to call the image
   * @throws IOException if the container runs: it would change its files while they are read
   */
  public static Image make(Home home, Container container, List<ImageName> names)
      throws IOException {
    Config config = container.config();
    try (StoreLock held = home.containers().lock()) { // nobody starts it meanwhile
      if (container.state().status().isUp()) {
        throw new IOException(
            "commit container %s: it runs, and would change its files meanwhile: stop it first"
                .formatted(config.id().brief()));
      }
      ProcessSpec process = config.spec().process();
      return home.images()
          .add(
              names,
              layer -> HostTool.run("cp", "-a", container.layer() + "/.", layer.toString()),
              home.images().find(config.image()).layers(),
              new ImageDefaults(
                  process.command(), process.environment(), process.workingDir().orElse("")));
    }
  }
}
