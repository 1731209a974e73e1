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
 * @param cgroup what it may use
 * @param lifecycle how it ends
 * @param network what it has of networks
 */
public record RunSpec(
    String image,
    Optional<String> hostname,
    ProcessSpec process,
    List<Volume> volumes,
    CgroupSpec cgroup,
    LifecycleSpec lifecycle,
    NetworkSpec network) {}
