package mydocker.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mydocker.image.ImageDefaults;

/**
 * What is executed in a container.
 *
 * @param command the command and its arguments; empty: the image's
 * @param environment variables over the image's, as {@code NAME=VALUE}
 * @param workingDir the folder to start in, if not the image's
 * @param interactive whether it reads our stdin; it has an empty one otherwise
 * @param terminal whether it gets a terminal
 */
public record ProcessSpec(
    List<String> command,
    List<String> environment,
    Optional<String> workingDir,
    boolean interactive,
    boolean terminal) {

  /** This one; what it does not say is as an image has it. */
  ProcessSpec over(ImageDefaults image) {
    return new ProcessSpec(
        command.isEmpty() ? image.command() : command,
        merged(image.env(), environment),
        Optional.of(workingDir.orElse(image.workingDir())),
        interactive,
        terminal);
  }

  /** Variables, of which the last word counts. */
  static List<String> merged(List<String> first, List<String> then) {
    Map<String, String> variables = new LinkedHashMap<>();
    Stream.concat(first.stream(), then.stream())
        .forEach(variable -> variables.put(variable.split("=", 2)[0], variable));
    return List.copyOf(variables.values());
  }
}
