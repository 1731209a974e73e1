package mydocker.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import mydocker.config.Config;
import mydocker.config.ConfigJson;
import mydocker.config.State;
import mydocker.config.StateJson;
import mydocker.linux.WholeFile;
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
    writeState(State.CREATED);
    writeConfig(config);
  }

  /**
   * What it is.
   *
   * @throws NoSuchFileException if it has been removed, or is not whole yet
   */
  Config config() throws IOException {
    return ConfigJson.read(Files.readAllBytes(folder.resolve(CONFIG)));
  }

  State state() throws IOException {
    return StateJson.read(Files.readAllBytes(folder.resolve(STATE)));
  }

  void writeState(State state) throws IOException {
    WholeFile.write(folder.resolve(STATE), StateJson.write(state));
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

  /** Replaces what it is. */
  void writeConfig(Config config) throws IOException {
    WholeFile.write(folder.resolve(CONFIG), ConfigJson.write(config));
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

  /** A FIFO from which it reads, if it is interactive. */
  Path stdin() {
    return folder.resolve("stdin");
  }

  /** A FIFO that those have open who will clean up after it. */
  Path attend() {
    return folder.resolve("attend");
  }

  /** Whether a word stands in what it is: then it may be its name. */
  boolean mention(String word) throws IOException {
    byte[] config = Files.readAllBytes(folder.resolve(CONFIG));
    return new String(config, ISO_8859_1).contains('"' + word + '"');
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
