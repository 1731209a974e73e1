package mydocker.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import jnr.constants.platform.Errno;
import mydocker.cgroup.Hierarchies;
import mydocker.cgroup.LeftCgroups;
import mydocker.config.ContainerId;
import mydocker.linux.ErrnoException;
import mydocker.linux.OpenFile;

/**
 * The containers that are running: a file for each, locked by the monitor that waits for it. The
 * kernel ends the lock with the process, so a file that can be locked tells of one that was killed,
 * and says in its one line which cgroup that has left.
 *
 * <p>The lock belongs to an open file and not to a process: the monitor has it from us with the
 * file.
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

  /**
   * Removes what killed runs have left, and enters a container, from before its cgroup is made
   * until that is removed.
   *
   * @param cgroup the path of the cgroup that it will have
   * @return its entry, which holds as long as any process has it open
   * @throws AlreadyRunningException if it is entered already
   */
  OpenFile enter(ContainerId id, String cgroup) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    // Held while an entry is there that is not locked yet, or is being removed.
    try (FileChannel guard = FileChannel.open(folder.resolve("lock"), CREATE, WRITE);
        FileLock held = guard.lock()) {
      removeLeft();
      Path file = folder.resolve(id.digits());
      if (Files.exists(file)) {
        throw new AlreadyRunningException(id); // its run was not killed, and lives
      }
      Files.writeString(file, cgroup);
      OpenFile entry = OpenFile.open(file, OpenFile.O_RDWR);
      entry.tryLock();
      return entry;
    }
  }

  /** Whether an open file is the entry of a container, and not that of a run before. */
  boolean isEntry(ContainerId id, int fd) throws IOException {
    Path file = folder.resolve(id.digits());
    Path open = Path.of("/proc/self/fd", Integer.toString(fd));
    return Files.exists(file) && Files.exists(open) && Files.isSameFile(file, open);
  }

  /** Whether a container's run is going on, or is about to begin or to end. */
  boolean isHeld(String id) throws IOException {
    Path file = folder.resolve(id);
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel guard = FileChannel.open(folder.resolve("lock"), CREATE, WRITE);
        FileLock held = guard.lock();
        OpenFile entry = OpenFile.open(file, OpenFile.O_RDWR)) {
      return !entry.tryLock();
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) { // it has just ended
        throw e;
      }
      return false;
    }
  }

  /** Takes a container out, whose cgroup is removed; its run has only to end. */
  void leave(ContainerId id) throws IOException {
    Files.deleteIfExists(folder.resolve(id.digits()));
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
    try (OpenFile entry = OpenFile.open(file, OpenFile.O_RDWR)) {
      if (entry.tryLock()) {
        String cgroup = Files.readString(file, ISO_8859_1);
        if (!cgroup.isEmpty()) {
          LeftCgroups.remove(Hierarchies.here(), cgroup);
        }
        Files.deleteIfExists(file);
      }
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENOENT) { // its run has just ended, and has removed it
        throw e;
      }
    } catch (NoSuchFileException e) {
      // the same
    }
  }
}
