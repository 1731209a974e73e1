package mydocker.container;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import mydocker.config.Config;
import mydocker.config.State;
import mydocker.log.LogRecord;
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
    etc().write(config.hostname(), config.spec().network());
    Files.createFile(log());
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

  /**
   * The same, if there is room for it: the disk may be full, perhaps by the container, and its end
   * is not to wait for that. How it has ended is in its file exit.
   */
  void writeStateIfRoom(State state) {
    try {
      writeState(state);
    } catch (IOException e) {
      // it stays as it was
    }
  }

  /** How it has ended, if it has since it was started last. */
  Optional<ExitFile> exit() throws IOException {
    try {
      return Optional.of(ExitFile.read(folder.resolve(ExitFile.NAME)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The file that will say how it has ended, from its start on. */
  FileChannel openExit() throws IOException {
    try {
      return FileChannel.open(folder.resolve(ExitFile.NEW));
    } catch (NoSuchFileException e) {
      return FileChannel.open(folder.resolve(ExitFile.NAME));
    }
  }

  Path folder() {
    return folder;
  }

  /** What it has written to stdout and stderr: {@link LogRecord}s. */
  Path log() {
    return folder.resolve("log");
  }

  /** A FIFO that those have open who will clean up after it. */
  Path attend() {
    return folder.resolve("attend");
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
