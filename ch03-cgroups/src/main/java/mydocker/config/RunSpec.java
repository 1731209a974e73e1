package mydocker.config;

import java.util.List;
import mydocker.cgroup.Limits;

/**
 * What {@code mydocker run} was asked for.
 *
 * @param command the command and its arguments
 * @param interactive whether the container reads our stdin; it has an empty one otherwise
 * @param terminal whether it gets our terminal
 * @param limits what it may use
 * @param cgroupParent the cgroup below which it gets its own
 */
public record RunSpec(
    List<String> command,
    boolean interactive,
    boolean terminal,
    Limits limits,
    String cgroupParent) {

  /** The path of a container's cgroup below the root of each tree. */
  public String cgroup(ContainerId id) {
    return cgroupParent + "/" + id;
  }
}
