package mydocker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** The options that set variables for a command in a container. */
public final class EnvironmentOptions {
  private EnvironmentOptions() {}

  public static Options addTo(Options options) {
    return options
        .addOption("e", "env", true, "set a variable: NAME=VALUE, or NAME as it is here")
        .addOption(null, "env-file", true, "set the variables of a file, one a line");
  }

  /** What is set, as {@code NAME=VALUE}. */
  public static List<String> parse(CommandLine line) throws ParseException, IOException {
    List<String> environment = new ArrayList<>();
    for (String file : Arguments.values(line, "env-file")) {
      for (String variable : Files.readAllLines(Path.of(file), UTF_8)) {
        addLine(environment, variable.stripLeading());
      }
    }
    for (String variable : Arguments.values(line, "env")) {
      if (variable.isEmpty() || variable.startsWith("=")) {
        throw new ParseException("invalid environment variable: " + variable);
      }
      add(environment, variable);
    }
    return environment;
  }

  /** Nothing is quoted in such a file: what stands behind the = is the value. */
  private static void addLine(List<String> environment, String line) throws ParseException {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    String name = line.split("=", 2)[0];
    if (name.isEmpty()) {
      throw new ParseException("no variable name on line '" + line + "'");
    }
    if (name.matches(".*\\s.*")) {
      throw new ParseException(
          "poorly formatted environment: variable '" + name + "' contains whitespaces");
    }
    add(environment, line);
  }

  /** A name alone takes our value, if there is one. */
  private static void add(List<String> environment, String variable) {
    if (variable.contains("=")) {
      environment.add(variable);
    } else if (System.getenv(variable) != null) {
      environment.add(variable + "=" + System.getenv(variable));
    }
  }
}
