package mydocker.image;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a container of an image has unless {@code run} is told otherwise.
 *
 * @param entrypoint the words that every command begins with
 * @param command the words that follow if none are given
 * @param env variables, as {@code NAME=VALUE}
 * @param workingDir the folder to start in; empty: /
 * @param stopSignal the signal that asks it to end; empty: SIGTERM
 * @param labels notes that mean nothing to mydocker
 * @param volumes folders whose files are no part of the container
 * @param exposedPorts ports that it listens at, as {@code 80/tcp}
 * @param user who runs it, as {@code NAME|UID[:GROUP|GID]}; empty: root
 */
public record ImageDefaults(
    List<String> entrypoint,
    List<String> command,
    List<String> env,
    String workingDir,
    Map<String, String> labels,
    Set<String> volumes,
    Set<String> exposedPorts,
    String stopSignal,
    String user) {

  static ImageDefaults read(Fields config) throws IOException {
    return new ImageDefaults(
        config.strings("Entrypoint"),
        config.strings("Cmd"),
        config.strings("Env"),
        config.string("WorkingDir"),
        config.map("Labels"),
        config.keys("Volumes"),
        config.keys("ExposedPorts"),
        config.string("StopSignal"),
        config.string("User"));
  }
}
