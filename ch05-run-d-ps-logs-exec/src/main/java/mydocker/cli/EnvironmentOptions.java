package mydocker.cli;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** The options that set variables for a command in a container. */
public final class EnvironmentOptions {
  private EnvironmentOptions() {}

  public static Options addTo(Options options) {
    return options.addOption("e", "env", true, "set a variable: NAME=VALUE, or NAME as it is here");
  }

  /** What is set, as {@code NAME=VALUE}. */
  public static List<String> parse(CommandLine line) throws ParseException {
    List<String> environment = new ArrayList<>();
    for (String variable : Arguments.values(line, "env")) {
      if (variable.isEmpty() || variable.startsWith("=")) {
        throw new ParseException("invalid environment variable: " + variable);
      }
      add(environment, variable);
    }
    return environment;
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
