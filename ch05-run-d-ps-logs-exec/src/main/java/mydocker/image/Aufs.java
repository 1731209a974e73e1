package mydocker.image;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import mydocker.linux.FileSystems;
import mydocker.linux.Mount;

/**
 * aufs, with which docker began: aufs(5). It never came into the kernel itself; Ubuntu had it up to
 * 20.04 (in its kernel), Debian up to 10 (aufs-dkms).
 */
final class Aufs implements StorageDriver {
  static final String NAME = "aufs";

  /**
   * aufs keeps a table of inode numbers in a file, which it unlinks once it is open. Its own choice
   * is the uppermost branch, where not every file system will do; a tmpfs does.
   */
  private static final String XINO = "/dev/shm/mydocker-%s.xino";

  static Aufs here() throws IOException {
    if (!FileSystems.has("aufs")) {
      throw new IOException(
          "storage driver aufs: this kernel has no aufs, which was never part of Linux: the course"
              + " machine has it (cd vagrant; vagrant up), or use overlay2");
    }
    return new Aufs();
  }

  @Override
  public String name() {
    return NAME;
  }

  /** As many as fit into a page, with the two that a container adds: its own, and "init". */
  @Override
  public int maxLayers() {
    return 50;
  }

  /**
   * All branches in one page. What is only read can hold whiteouts, "wh", being an upper layer
   * once. With dirperm1 the permissions of a folder are those of the uppermost branch that has it,
   * not of all that have it.
   */
  @Override
  public List<Mount> union(String id, List<String> below) {
    String branches =
        below.stream().map(each -> ":../" + each + "/diff=ro+wh").collect(Collectors.joining());
    String xino = XINO.formatted(id.substring(0, Math.min(id.length(), 12)));
    String data = "br:diff=rw%s,dio,dirperm1,xino=%s".formatted(branches, xino);
    return List.of(new Mount("none", "mnt", "aufs", 0, data));
  }
}
