package mydocker.cgroup;

import java.io.IOException;

/**
 * The control group of one container, whatever the version of cgroups here: cgroups(7). It exists
 * from its making until it is closed.
 */
public interface Cgroup extends AutoCloseable {

  /**
   * Makes one.
   *
   * @param hierarchies where
   * @param path its path below the root of each tree: {@code mydocker/0123...}
   * @param limits what its processes may use: in force when this returns
   * @throws IOException if this machine cannot apply one of the limits; nothing is left then
   */
  static Cgroup create(Hierarchies hierarchies, String path, Limits limits) throws IOException {
    if (hierarchies.mode() == Hierarchies.Mode.NONE) {
      throw new IOException(
          "make cgroup " + path + ": no cgroup file system is mounted: see cgroups(7)");
    }
    Cgroup cgroup = at(hierarchies, path);
    cgroup.make(limits);
    try {
      cgroup.limit(limits);
      return cgroup;
    } catch (IOException | RuntimeException e) {
      cgroup.close();
      throw e;
    }
  }

  /**
   * The one at a path, whether it exists or not: another process has made it, or is about to. What
   * is asked of one that is not there fails.
   */
  static Cgroup at(Hierarchies hierarchies, String path) {
    return hierarchies.usesVersion2()
        ? new CgroupV2(hierarchies, path)
        : new CgroupV1(hierarchies, path);
  }

  /**
   * Makes it, with the controllers that some limits need.
   *
   * @throws IOException if there is no such controller; nothing is left then
   */
  void make(Limits limits) throws IOException;

  /**
   * Sets limits; what is empty in them stays as it is, but for memory and swap together, which is
   * twice the memory if only that is given.
   *
   * @throws IOException if the kernel refuses one: the message names the file and why
   */
  void limit(Limits limits) throws IOException;

  /** Puts a process in, and with it the children that it will have. */
  void add(int pid) throws IOException;

  Usage usage() throws IOException;

  /** Stops all processes in it, and returns when they stand still. */
  void freeze() throws IOException;

  /** Lets them go on, if it is there. */
  void thaw() throws IOException;

  /**
   * Removes it.
   *
   * @throws IOException if processes are in it, and stay
   */
  @Override
  void close() throws IOException;
}
