package mydocker.image;

import java.io.IOException;
import java.util.List;

/**
 * What a container of an image has unless {@code run} is told otherwise.
 *
 * @param entrypoint the words that every command begins with
 * @param command the words that follow if none are given
 * @param env variables, as {@code NAME=VALUE}
 * @param workingDir the folder to start in; empty: /
 * @param user who runs it, as {@code NAME|UID[:GROUP|GID]}; empty: root
 */
public record ImageDefaults(
    List<String> entrypoint,
    List<String> command,
    List<String> env,
    String workingDir,
    String user) {

  static ImageDefaults read(Fields config) throws IOException {
    return new ImageDefaults(
        config.strings("Entrypoint"),
        config.strings("Cmd"),
        config.strings("Env"),
        config.string("WorkingDir"),
        config.string("User"));
  }
}
