package mydocker.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import mydocker.cgroup.Hierarchies;
import mydocker.cgroup.LeftCgroups;
import mydocker.config.ContainerId;

/**
 * The containers that are running: a file for each, locked by the process that runs it. The kernel
 * ends the lock with the process, so a file that can be locked tells of one that was killed, and
 * says in its one line which cgroup that has left.
 */
final class Register {
  private static final String ENTRIES = "[0-9a-f]*";

  private final Path folder;

  /**
   * A register.
   *
   * @param folder where its files are; nobody else may read or lock them
   */
  Register(Path folder) {
    this.folder = folder;
  }

  /** The entry of one running container, from before its cgroup is made until that is removed. */
  static final class Entry implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    private Entry(Path file, FileChannel channel) {
      this.file = file;
      this.channel = channel;
    }

    @Override
    public void close() throws IOException {
      Files.delete(file);
      channel.close();
    }
  }

  /**
   * Removes what killed runs have left, and enters a container.
   *
   * @param cgroup the path of the cgroup that it will have
   */
  Entry enter(ContainerId id, String cgroup) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    // Held while an entry is there that is not locked yet, or is being removed.
    try (FileChannel guard = FileChannel.open(folder.resolve("lock"), CREATE, WRITE);
        FileLock held = guard.lock()) {
      removeLeft();
      Path file = folder.resolve(id.digits());
      FileChannel channel = FileChannel.open(file, CREATE, WRITE);
      channel.lock();
      channel.write(UTF_8.encode(cgroup));
      return new Entry(file, channel);
    }
  }

  /** Whether a container is entered, after the entry of a run that was killed is removed. */
  boolean isEntered(ContainerId id) throws IOException {
    Path file = folder.resolve(id.digits());
    if (Files.exists(file)) {
      try (FileChannel guard = FileChannel.open(folder.resolve("lock"), CREATE, WRITE);
          FileLock held = guard.lock()) {
        removeIfLeft(file);
      }
    }
    return Files.exists(file);
  }

  private void removeLeft() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ENTRIES)) {
      for (Path file : files) {
        removeIfLeft(file);
      }
    }
  }

  private static void removeIfLeft(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, READ, WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        String cgroup = new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
        if (!cgroup.isEmpty()) {
          LeftCgroups.remove(Hierarchies.here(), cgroup);
        }
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      // its run has just ended, and has removed it
    }
  }
}
