package mydocker.config;

import java.util.List;
import java.util.Optional;

/**
 * What {@code mydocker exec} was asked for.
 *
 * @param command the command and its arguments
 * @param environment variables over the container's, as {@code NAME=VALUE}
 * @param workingDir the folder to start in, if not the container's
 * @param user who runs it, as {@code NAME|UID[:GROUP|GID]}, if not the container's
 * @param interactive whether it reads our stdin; it has an empty one otherwise
 * @param terminal whether it gets a terminal
 * @param detached whether nobody waits for it
 * @param privileged whether root keeps all that it may do on the host
 */
public record ExecSpec(
    List<String> command,
    List<String> environment,
    Optional<String> workingDir,
    Optional<String> user,
    boolean interactive,
    boolean terminal,
    boolean detached,
    boolean privileged) {}
