package mydocker.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mydocker.image.ImageDefaults;

/**
 * What is executed in a container.
 *
 * @param entrypoint the words that every command begins with
 * @param command the command and its arguments; empty: the image's
 * @param environment variables over the image's, as {@code NAME=VALUE}
 * @param workingDir the folder to start in, if not the image's
 * @param user who runs it, as {@code NAME|UID[:GROUP|GID]}, if not the image's
 * @param interactive whether it reads our stdin; it has an empty one otherwise
 * @param terminal whether it gets a terminal
 */
public record ProcessSpec(
    Optional<List<String>> entrypoint,
    List<String> command,
    List<String> environment,
    Optional<String> workingDir,
    Optional<String> user,
    boolean interactive,
    boolean terminal) {

  /** This one; what it does not say is as an image has it. */
  ProcessSpec over(ImageDefaults image) {
    // An entry point of one's own takes the image's command away, which is made for the image's.
    boolean own = entrypoint.isPresent() || !command.isEmpty();
    return new ProcessSpec(
        Optional.of(entrypoint.orElse(image.entrypoint())),
        own ? command : image.command(),
        merged(image.env(), environment),
        Optional.of(workingDir.orElse(image.workingDir())),
        Optional.of(user.orElse(image.user())),
        interactive,
        terminal);
  }

  /** All of its words: the entry point, and then the command. */
  List<String> words() {
    List<String> words = new ArrayList<>(entrypoint.orElseThrow());
    words.addAll(command);
    return words;
  }

  /** Variables, of which the last word counts. */
  static List<String> merged(List<String> first, List<String> then) {
    Map<String, String> variables = new LinkedHashMap<>();
    Stream.concat(first.stream(), then.stream())
        .forEach(variable -> variables.put(variable.split("=", 2)[0], variable));
    return List.copyOf(variables.values());
  }
}
