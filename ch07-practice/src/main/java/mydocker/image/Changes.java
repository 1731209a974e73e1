package mydocker.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Changes to an image's configuration, in the words of a Dockerfile: what docker's {@code commit
 * -c} and {@code import -c} take. Variables such as {@code $PATH} are not replaced.
 */
public final class Changes {
  private static final Pattern PORT = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?(/\\w+)?");
  private static final int MAX_PORT = 65_535;

  private final List<Consumer<ImageConfigBuilder>> changes = new ArrayList<>();
  private boolean setsCommand;

  private Changes() {}

  /**
   * Reads changes, each of them an instruction with its arguments: {@code CMD ["sh", "-l"]}.
   *
   * @throws IOException if one of them is none
   */
  public static Changes parse(List<String> lines) throws IOException {
    Changes changes = new Changes();
    for (String line : lines) {
      String[] words = line.strip().split("\\s+", 2);
      changes.add(words[0], words.length == 1 ? "" : words[1]);
    }
    return changes;
  }

  /** Makes them. */
  public void applyTo(ImageConfigBuilder config) {
    changes.forEach(change -> change.accept(config));
  }

  private void add(String word, String arguments) throws IOException {
    String instruction = word.toUpperCase(Locale.ROOT);
    switch (instruction) {
      case "CMD" -> {
        List<String> words = command(arguments);
        setsCommand = true;
        changes.add(config -> config.command(words));
      }
      case "ENTRYPOINT" -> entrypoint(command(arguments));
      case "ENV" -> pairs(instruction, arguments, ImageConfigBuilder::env);
      case "LABEL" -> pairs(instruction, arguments, ImageConfigBuilder::label);
      case "EXPOSE" -> expose(atLeastOne(instruction, DockerfileWords.split(arguments)));
      case "VOLUME" -> volumes(arguments);
      case "USER" -> one(instruction, arguments, ImageConfigBuilder::user);
      case "WORKDIR" -> one(instruction, arguments, ImageConfigBuilder::workingDir);
      case "STOPSIGNAL" -> one(instruction, arguments, ImageConfigBuilder::stopSignal);
      default ->
          throw new IOException(word.toLowerCase(Locale.ROOT) + " is not a valid change command");
    }
  }

  /** The JSON form names the words; all else is a line for a shell. */
  private static List<String> command(String arguments) {
    return jsonWords(arguments)
        .orElseGet(() -> arguments.isEmpty() ? List.of() : List.of("/bin/sh", "-c", arguments));
  }

  /** A command that was meant for another entry point goes with it. */
  private void entrypoint(List<String> words) {
    changes.add(
        config -> {
          config.entrypoint(words);
          if (!setsCommand) {
            config.command(List.of());
          }
        });
  }

  private void volumes(String arguments) throws IOException {
    List<String> folders = jsonWords(arguments).orElse(List.of(arguments.split("\\s+")));
    for (String folder : atLeastOne("VOLUME", folders)) {
      if (folder.isBlank()) {
        throw new IOException("VOLUME specified can not be an empty string");
      }
      changes.add(config -> config.volume(folder));
    }
  }

  private void expose(List<String> ports) throws IOException {
    for (String text : ports) {
      Matcher m = PORT.matcher(text);
      int first = m.matches() ? Integer.parseInt(m.group(1)) : -1;
      int last = first >= 0 && m.group(2) != null ? Integer.parseInt(m.group(2)) : first;
      if (first < 0 || first > last || last > MAX_PORT) {
        throw new IOException("Invalid containerPort: " + text);
      }
      String protocol = m.group(3) == null ? "/tcp" : m.group(3).toLowerCase(Locale.ROOT);
      for (int port = first; port <= last; port++) {
        String exposed = port + protocol;
        changes.add(config -> config.exposedPort(exposed));
      }
    }
  }

  private interface TextSetter {
    void set(ImageConfigBuilder config, String value);
  }

  private void one(String instruction, String arguments, TextSetter setter) throws IOException {
    List<String> words = DockerfileWords.split(arguments);
    if (words.size() != 1) {
      throw new IOException(instruction + " requires exactly one argument");
    }
    changes.add(config -> setter.set(config, words.get(0)));
  }

  private interface PairSetter {
    void set(ImageConfigBuilder config, String name, String value);
  }

  /** {@code A=1 B="2 3"}, or the old form of one pair: {@code A the rest is the value}. */
  private void pairs(String instruction, String arguments, PairSetter setter) throws IOException {
    List<String> words = atLeastOne(instruction, DockerfileWords.split(arguments));
    if (!words.get(0).contains("=")) {
      String[] pair = arguments.split("\\s+", 2);
      if (pair.length < 2) {
        throw new IOException(instruction + " must have two arguments");
      }
      changes.add(config -> setter.set(config, pair[0], pair[1]));
      return;
    }
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 0) {
        throw new IOException(
            "Syntax error - can't find = in \"%s\". Must be of the form: name=value"
                .formatted(word));
      }
      if (equals == 0) {
        throw new IOException(instruction + " names can not be blank");
      }
      changes.add(
          config -> setter.set(config, word.substring(0, equals), word.substring(equals + 1)));
    }
  }

  private static List<String> atLeastOne(String instruction, List<String> words)
      throws IOException {
    if (words.isEmpty() || words.equals(List.of(""))) {
      throw new IOException(instruction + " requires at least one argument");
    }
    return words;
  }

  private static Optional<List<String>> jsonWords(String arguments) {
    if (!arguments.startsWith("[")) {
      return Optional.empty();
    }
    try {
      JsonArray array = Fields.element(arguments.getBytes(UTF_8), "the words").getAsJsonArray();
      List<String> words = new ArrayList<>();
      for (JsonElement element : array) {
        if (!(element instanceof JsonPrimitive word) || !word.isString()) {
          return Optional.empty();
        }
        words.add(word.getAsString());
      }
      return Optional.of(words);
    } catch (IOException | IllegalStateException e) {
      return Optional.empty(); // docker takes it for a line, too
    }
  }
}
