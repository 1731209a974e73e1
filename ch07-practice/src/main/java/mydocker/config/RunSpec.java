package mydocker.config;

import java.util.List;
import java.util.Optional;

/**
 * What {@code mydocker run} was asked for.
 *
 * @param image the image to run, as it was named
 * @param hostname its host name, if not the beginning of its ID
 * @param process what is executed
 * @param volumes what it shows of the host
 * @param hardening what is taken from it
 * @param cgroup what it may use
 * @param lifecycle how it ends
 * @param network what it has of networks
 */
public record RunSpec(
    String image,
    Optional<String> hostname,
    ProcessSpec process,
    List<Volume> volumes,
    Hardening hardening,
    CgroupSpec cgroup,
    LifecycleSpec lifecycle,
    NetworkSpec network) {

  /** This one, with another cgroup, and another lifecycle. */
  public RunSpec with(CgroupSpec newCgroup, LifecycleSpec newLife) {
    return new RunSpec(image, hostname, process, volumes, hardening, newCgroup, newLife, network);
  }

  /** This one, on other networks. */
  public RunSpec with(NetworkSpec newNetwork) {
    return with(newNetwork, hostname);
  }

  /** This one, on other networks, with another host name. */
  public RunSpec with(NetworkSpec newNetwork, Optional<String> newHostname) {
    return new RunSpec(
        image, newHostname, process, volumes, hardening, cgroup, lifecycle, newNetwork);
  }
}
