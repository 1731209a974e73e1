package mydocker.cgroup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeSet;

/** The cgroups of containers whose mydocker was killed before it could remove them. */
public final class StaleCgroups {
  private StaleCgroups() {}

  /**
   * Removes the cgroups below one that have no process in them.
   *
   * @param parent its path below the root of each tree
   */
  public static void remove(Hierarchies hierarchies, String parent) throws IOException {
    TreeSet<Path> folders = new TreeSet<>();
    for (Hierarchy hierarchy : hierarchies.all()) {
      folders.add(hierarchy.mountPoint().resolve(parent));
    }
    for (Path folder : folders) {
      for (Path cgroup : Folders.children(folder)) {
        if (Folders.bottomUp(cgroup).stream().allMatch(c -> Folders.processes(c).isEmpty())) {
          Folders.remove(cgroup);
        }
      }
    }
  }
}
