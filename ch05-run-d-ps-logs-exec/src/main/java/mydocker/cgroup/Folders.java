package mydocker.cgroup;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mydocker.linux.Pause;

/** Making and removing the folders of control groups. */
final class Folders {
  /** A process that has been killed leaves its cgroup a little later. */
  private static final int PATIENCE_MILLIS = 10_000;

  /** A parent that is made when it is needed, and removed when it is empty. */
  private static final String OURS = "mydocker";

  private Folders() {}

  /**
   * Makes a folder in a parent, which is made if it is missing. Another run may remove the parent
   * in the same moment, because it finds it empty.
   */
  static void make(Path folder) throws IOException {
    while (true) {
      try {
        makeIfMissing(folder.getParent());
        Files.createDirectory(folder);
        return;
      } catch (NoSuchFileException e) {
        if (!Files.exists(folder.getParent().getParent())) {
          throw e;
        }
      } catch (FileAlreadyExistsException e) {
        throw new IOException("make cgroup " + folder + ": there is one already", e);
      } catch (FileSystemException e) {
        if (!"No such device".equals(e.getReason())) { // ENODEV: the parent is being removed
          throw new IOException("make cgroup " + folder + ": " + ControlFile.reason(e), e);
        }
      }
    }
  }

  static void makeIfMissing(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      // somebody else needs it too
    }
  }

  /**
   * Removes a cgroup, the ones below it first. The files in them cannot be deleted; they go with
   * the folder, by rmdir(2). A parent that is ours by its name goes too, if it is empty then.
   */
  static void remove(Path folder) throws IOException {
    for (Path cgroup : bottomUp(folder)) {
      removePatiently(cgroup);
    }
    Path parent = folder.getParent();
    if (parent.getFileName().toString().startsWith(OURS)) {
      try {
        Files.deleteIfExists(parent);
      } catch (FileSystemException e) {
        // another container's cgroup is in it
      }
    }
  }

  private static void removePatiently(Path cgroup) throws IOException {
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    for (int wait = 1; ; wait = Math.min(wait * 2, 50)) {
      try {
        Files.deleteIfExists(cgroup);
        return;
      } catch (FileSystemException e) {
        boolean busy = e.getMessage().contains("busy");
        if (!busy || System.currentTimeMillis() > deadline) {
          String why = busy ? "processes are still in it: " + processes(cgroup) : e.getReason();
          throw new IOException("remove cgroup " + cgroup + ": " + why, e);
        }
      }
      Pause.millis(wait);
    }
  }

  /** The numbers of the processes in a cgroup; none if it is gone. */
  static List<String> processes(Path cgroup) {
    try {
      return ControlFile.words(cgroup.resolve("cgroup.procs"));
    } catch (IOException e) {
      return List.of();
    }
  }

  /** A cgroup and all below it, the lowest first. */
  static List<Path> bottomUp(Path folder) {
    List<Path> all = new ArrayList<>();
    for (Path child : children(folder)) {
      all.addAll(bottomUp(child));
    }
    all.add(folder);
    return all;
  }

  /** The cgroups right below one; none if it is gone, which another process may see to any time. */
  static List<Path> children(Path folder) {
    File[] children = folder.toFile().listFiles(File::isDirectory);
    return children == null ? List.of() : Arrays.stream(children).map(File::toPath).toList();
  }
}
