package mydocker.container;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import mydocker.config.Config;
import mydocker.image.LayerStore;
import mydocker.linux.OpenFile;
import mydocker.linux.PathHandle;
import mydocker.linux.ProcessId;

/** Access to the files of a container, whether it runs or not. */
final class RootAccess {
  private final Container container;
  private final Config config;
  private final LayerStore layers;

  RootAccess(Container container, LayerStore layers) {
    this.container = container;
    this.layers = layers;
    config = container.config();
  }

  /** What is done with them. */
  interface Action {
    /**
     * Does it.
     *
     * @param root the container's root folder, as long as this runs
     */
    void accept(Path root) throws IOException;
  }

  /**
   * Does something with its files as its processes see them, volumes included. If it does not run,
   * they are mounted for that, and it cannot be started meanwhile.
   */
  void open(Action action) throws IOException {
    Optional<PathHandle> live = liveRoot();
    if (live.isPresent()) {
      try (PathHandle root = live.get()) {
        action.accept(root.path());
      }
      return;
    }
    container.removeLeft(); // of its last run
    Register register = new Register(Container.REGISTER);
    try (OpenFile entry = register.enter(config.id(), "")) {
      try {
        new FirstProcess(config, layers, container.etc())
            .during(pid -> action.accept(Path.of("/proc", Integer.toString(pid), "root")));
      } finally {
        register.leave(config.id());
      }
    }
  }

  /** The root of its process, if that is there. */
  private Optional<PathHandle> liveRoot() throws IOException {
    Optional<ProcessId> process = container.state().process();
    if (process.isEmpty()) {
      return Optional.empty();
    }
    try {
      PathHandle root =
          PathHandle.find(Path.of("/"), "/proc/%d/root".formatted(process.get().pid()));
      if (process.get().isAlive()) { // else it could be that of another one with its number
        return Optional.of(root);
      }
      root.close();
    } catch (NoSuchFileException e) {
      // it has just ended
    }
    return Optional.empty();
  }
}
