package mydocker.container;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import mydocker.config.Config;
import mydocker.config.State;
import mydocker.process.EtcFiles;

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
    File[] files = folder.toFile().listFiles();
    if (files != null) { // it is there
      for (File file : files) {
        Files.deleteIfExists(file.toPath());
      }
      Files.deleteIfExists(folder);
    }
  }
}
