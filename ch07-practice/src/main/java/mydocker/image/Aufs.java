package mydocker.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import mydocker.linux.FileSystems;
import mydocker.linux.Mount;
import mydocker.linux.MountFlags;

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

  private final boolean dirperm1;

  /**
   * The driver for a kernel with aufs.
   *
   * @param dirperm1 whether that knows the option of this name: the permissions of a folder are
   *     those of the uppermost branch that has it, not of all that have it
   */
  Aufs(boolean dirperm1) {
    this.dirperm1 = dirperm1;
  }

  /** The driver, if it works with folders in {@code root}. */
  static Aufs on(Path root) throws IOException {
    if (!FileSystems.has("aufs")) {
      throw new IOException(
          "storage driver aufs: this kernel has no aufs, which was never part of Linux: the course"
              + " machine has it (cd vagrant; vagrant up), or use overlay2");
    }
    Aufs driver = new Aufs(true); // whether it is known can only be tried
    try {
      new DriverProbe(driver, root).run();
    } catch (IOException e) {
      driver = new Aufs(false);
      new DriverProbe(driver, root).run();
    }
    return driver;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Whiteouts whiteouts() {
    return new AufsWhiteouts();
  }

  /** aufs takes 127 branches, and a container adds two: its own, and "init". */
  @Override
  public int maxLayers() {
    return 125;
  }

  @Override
  public List<Mount> union(String id, List<String> below) {
    return mounts(id, "", 0, Stream.concat(Stream.of(branch(id, "rw")), readOnly(below)));
  }

  @Override
  public List<Mount> view(String id, List<String> below) {
    Stream<String> all = readOnly(Stream.concat(Stream.of(id), below.stream()).toList());
    return mounts(id, "-view", VIEW_FLAGS, all);
  }

  /** Branches that are only read; "wh" says that they can hold whiteouts, being upper ones once. */
  private static Stream<String> readOnly(List<String> ids) {
    return ids.stream().map(id -> branch(id, "ro+wh"));
  }

  private static String branch(String id, String permission) {
    return "../" + id + "/diff=" + permission;
  }

  /** A mount with as many branches as fit into its page, and more calls that append the others. */
  private List<Mount> mounts(String id, String use, long flags, Stream<String> branches) {
    String xino = XINO.formatted(id.substring(0, Math.min(id.length(), 12)) + use);
    String options = ",dio,xino=" + xino + (dirperm1 ? ",dirperm1" : "");
    Deque<String> left = new ArrayDeque<>(branches.toList());
    List<Mount> mounts = new ArrayList<>();
    mounts.add(mount(flags, page("br:", left, ":", options)));
    while (!left.isEmpty()) {
      mounts.add(mount(flags | MountFlags.MS_REMOUNT, page("append:", left, ",append:", "")));
    }
    return mounts;
  }

  /** Takes branches off a queue as long as they fit, with what stands before and behind them. */
  private static String page(String before, Deque<String> left, String separator, String behind) {
    int room = Mount.MAX_DATA - behind.length();
    StringBuilder page = new StringBuilder(before).append(left.remove());
    while (!left.isEmpty()
        && page.length() + separator.length() + left.element().length() <= room) {
      page.append(separator).append(left.remove());
    }
    return page.append(behind).toString();
  }

  private static Mount mount(long flags, String data) {
    return new Mount("none", "mnt", "aufs", flags, data);
  }
}
