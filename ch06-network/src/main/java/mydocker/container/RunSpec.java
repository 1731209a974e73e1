package mydocker.container;

import java.util.List;
import java.util.Optional;
import mydocker.cgroup.Limits;

/**
 * What {@code mydocker run} was asked for.
 *
 * @param image the image to run, as it was named
 * @param entrypoint the words that every command begins with, if not the image's
 * @param command the command and its arguments; empty: the image's
 * @param environment variables over the image's, as {@code NAME=VALUE}
 * @param workingDir the folder to start in, if not the image's
 * @param user who runs it, as {@code NAME|UID[:GROUP|GID]}, if not the image's
 * @param hostname its host name, if not the beginning of its ID
 * @param volumes what it shows of the host
 * @param readOnly whether its root cannot be written to
 * @param noNewPrivileges whether no program in it may get privileges that its caller has not
 * @param interactive whether the container reads our stdin; it has an empty one otherwise
 * @param terminal whether it gets a terminal of its own
 * @param limits what it may use
 * @param cgroupParent the cgroup below which it gets its own
 * @param life what asks it to end, and what follows
 * @param network what it has of networks
 */
public record RunSpec(
    String image,
    Optional<List<String>> entrypoint,
    List<String> command,
    List<String> environment,
    Optional<String> workingDir,
    Optional<String> user,
    Optional<String> hostname,
    List<Volume> volumes,
    boolean readOnly,
    boolean noNewPrivileges,
    boolean interactive,
    boolean terminal,
    Limits limits,
    String cgroupParent,
    Life life,
    NetworkSpec network) {

  /** This one, with other limits, and another policy of restarts. */
  RunSpec with(Limits newLimits, RestartPolicy restart) {
    return new RunSpec(
        image,
        entrypoint,
        command,
        environment,
        workingDir,
        user,
        hostname,
        volumes,
        readOnly,
        noNewPrivileges,
        interactive,
        terminal,
        newLimits,
        cgroupParent,
        life.with(restart),
        network);
  }
}
