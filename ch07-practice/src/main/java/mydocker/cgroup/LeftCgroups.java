package mydocker.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mydocker.linux.LibC;

/** What a process that was killed has left of a container's cgroups. */
public final class LeftCgroups {
  private static final int SIGKILL = 9;

  private LeftCgroups() {}

  /**
   * Ends all processes in a cgroup that nobody looks after any more, and removes it.
   *
   * @param path its path below the root of each tree
   * @throws IOException if processes stay in it
   */
  public static void remove(Hierarchies hierarchies, String path) throws IOException {
    for (Hierarchy hierarchy : hierarchies.all()) {
      Path cgroup = hierarchy.mountPoint().resolve(path);
      if (Files.exists(cgroup)) {
        thaw(cgroup);
        for (Path each : Folders.bottomUp(cgroup)) {
          for (String pid : Folders.processes(each)) {
            LibC.get().kill(Integer.parseInt(pid), SIGKILL);
          }
        }
      }
    }
    for (Hierarchy hierarchy : hierarchies.all()) {
      Folders.remove(hierarchy.mountPoint().resolve(path));
    }
  }

  /** A process that is frozen by version 1 does not even die. */
  static void thaw(Path cgroup) throws IOException {
    thaw(cgroup.resolve("freezer.state"), "THAWED");
  }

  /** Writes to a file that is there as long as its cgroup is, and that can go any time. */
  static void thaw(Path state, Object value) throws IOException {
    try {
      if (Files.exists(state)) {
        ControlFile.write(state, value);
      }
    } catch (IOException e) {
      if (Files.exists(state)) {
        throw e;
      }
    }
  }
}
