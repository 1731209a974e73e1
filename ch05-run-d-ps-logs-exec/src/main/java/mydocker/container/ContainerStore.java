package mydocker.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mydocker.config.Config;
import mydocker.config.ContainerId;
import mydocker.config.RunSpec;
import mydocker.config.Status;
import mydocker.image.Image;
import mydocker.image.LayerFolders;
import mydocker.image.StoreLock;

/**
 * All containers: a folder for each, by its ID. What several processes of mydocker could do at once
 * is done under the lock of a file.
 */
public final class ContainerStore {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

  private final Path folder;
  private final LayerFolders layers;

  /**
   * The containers of a root folder.
   *
   * @param layers where their own layers are
   */
  public ContainerStore(Path root, LayerFolders layers) {
    this.folder = root.resolve("containers");
    this.layers = layers;
  }

  /** The folder that this is in, as {@code --root} names it. */
  Path root() {
    return folder.getParent();
  }

  /** Keeps everybody else from changing the store, until this is closed. */
  StoreLock lock() throws IOException {
    return StoreLock.take(folder);
  }

  /**
   * Makes a container; it does not run yet.
   *
   * @param name what it is to be called; without one it gets one
   * @throws IllegalArgumentException if the name is none, or there is nothing to run
   * @throws IOException if the name is taken, or the disk is full: nothing is left then
   */
  public Container create(Image image, Optional<String> name, RunSpec spec) throws IOException {
    name.ifPresent(Names::require);
    try (StoreLock held = lock()) {
      removeUnfinished();
      if (name.isPresent()) {
        requireFree(name.get());
      }
      ContainerId id = ContainerId.random();
      Container container =
          new Container(this, layers, Config.of(id, name.orElse(id.brief()), image, spec));
      try {
        // First what tells of it, for what has no entry here would never be removed.
        container.files().create(container.config());
        layers.create(id.digits(), image.layers());
      } catch (IOException e) {
        delete(container);
        throw e;
      }
      return container;
    }
  }

  /** What was killed while it made or removed a container has left a folder without its config. */
  private void removeUnfinished() throws IOException {
    for (ContainerId id : ids()) {
      if (!files(id).areWhole()) {
        files(id).delete();
      }
    }
  }

  private void requireFree(String name) throws IOException {
    Optional<Container> other = named(name);
    if (other.isPresent()) {
      throw new IOException(
          ("Conflict. The container name \"/%s\" is already in use by container \"%s\"."
                  + " You have to remove (or rename) that container to be able to reuse that"
                  + " name.")
              .formatted(name, other.get().config().id()));
    }
  }

  private Optional<Container> named(String name) throws IOException {
    return list().stream().filter(c -> c.config().name().equals(name)).findFirst();
  }

  /** All of them, the newest first. */
  public List<Container> list() throws IOException {
    List<Container> all = new ArrayList<>();
    for (ContainerId id : ids()) {
      try {
        all.add(open(id));
      } catch (NoSuchFileException e) {
        // it has been removed since
      }
    }
    all.sort(Comparator.comparing((Container c) -> c.config().created()).reversed());
    return all;
  }

  private List<ContainerId> ids() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> ID.matcher(name).matches())
          .map(ContainerId::new)
          .toList();
    }
  }

  private Container open(ContainerId id) throws IOException {
    return new Container(this, layers, files(id).config());
  }

  ContainerFiles files(ContainerId id) {
    return new ContainerFiles(folder.resolve(id.digits()));
  }

  /**
   * The container that a word names.
   *
   * @param reference its ID, its name, or a beginning of its ID that no other has
   * @throws NoSuchContainerException if there is none
   * @throws IOException if there are several
   */
  public Container find(String reference) throws IOException {
    boolean isId = ID.matcher(reference).matches() && files(new ContainerId(reference)).areWhole();
    Optional<Container> named = isId ? Optional.empty() : named(reference);
    if (named.isPresent()) {
      return named.get();
    }
    List<ContainerId> found =
        ids().stream()
            .filter(id -> !reference.isEmpty() && id.digits().startsWith(reference))
            .filter(id -> files(id).areWhole())
            .toList();
    if (found.size() > 1) {
      throw new IOException("multiple IDs found with provided prefix: " + reference);
    }
    try {
      return open(
          found.stream().findFirst().orElseThrow(() -> new NoSuchContainerException(reference)));
    } catch (NoSuchFileException e) {
      throw new NoSuchContainerException(reference); // it has been removed since
    }
  }

  /**
   * Removes a container, and what a run that was killed has left of it. What its volumes show is
   * the host's, and stays.
   *
   * @param force whether to kill it first if it runs
   * @throws IOException if it runs, in docker's words
   */
  public void remove(Container container, boolean force) throws IOException {
    if (force) {
      container.destroy();
    }
    if (!container.state().status().isUp()) {
      container.removeLeft(); // without the lock, which a run needs to write down its end
    }
    try (StoreLock held = lock()) {
      requireEnded(container);
      delete(container);
    }
  }

  private static void requireEnded(Container container) throws IOException {
    Status status = container.state().status();
    if (status.isUp()) {
      throw new IOException(
          ("cannot remove container \"/%s\": container is %s: stop the container before removing or"
                  + " force remove")
              .formatted(container.config().name(), status));
    }
  }

  /** Removes a container that has ended, unless somebody has done so meanwhile. */
  public void removeIfThere(Container container) throws IOException {
    try {
      remove(container, false);
    } catch (NoSuchContainerException e) {
      // see above
    }
  }

  /** The layer first: as long as the entry is there, this can be done again. */
  private void delete(Container container) throws IOException {
    layers.remove(container.config().id().digits());
    container.files().delete();
  }
}
