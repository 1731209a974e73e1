package mydocker.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** The folder of one container: what it is, how far its life has come, its files for /etc. */
final class ContainerFiles {
  private static final String CONFIG = "config.json";
  private static final String STATE = "state.json";

  private final Path folder;

  ContainerFiles(Path folder) {
    this.folder = folder;
  }

  void create(Config config) throws IOException {
    Files.createDirectory(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    etc().write(config.hostname());
    writeState(State.CREATED);
    Json.write(folder.resolve(CONFIG), config);
  }

  /**
   * What it is.
   *
   * @throws NoSuchFileException if it has been removed, or is not whole yet
   */
  Config config() throws IOException {
    return Json.read(folder.resolve(CONFIG), Config.class);
  }

  State state() throws IOException {
    return Json.read(folder.resolve(STATE), State.class);
  }

  void writeState(State state) throws IOException {
    Json.write(folder.resolve(STATE), state);
  }

  boolean areWhole() {
    return Files.exists(folder.resolve(CONFIG));
  }

  EtcFiles etc() {
    return new EtcFiles(folder);
  }

  /** Removes all, the configuration first: what is without one is nobody's, and can go any time. */
  void delete() throws IOException {
    Files.deleteIfExists(folder.resolve(CONFIG));
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(folder);
  }
}
