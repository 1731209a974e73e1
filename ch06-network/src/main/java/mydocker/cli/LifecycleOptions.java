package mydocker.cli;

import mydocker.config.LifecycleSpec;
import mydocker.container.SignalNumber;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** The options that say how a container's life goes. */
public final class LifecycleOptions {
  private LifecycleOptions() {}

  static Options addTo(Options options) {
    return options.addOption(null, "rm", false, "remove it when it has ended");
  }

  static LifecycleSpec parse(CommandLine line) {
    return new LifecycleSpec(line.hasOption("rm"));
  }

  /** A signal by its name or number. */
  public static int signal(String text) throws ParseException {
    try {
      return SignalNumber.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ParseException(e.getMessage());
    }
  }

  /** A number of seconds; -1: without end. */
  public static int seconds(String option, String text) throws ParseException {
    if (!text.matches("-1|\\d{1,9}")) {
      throw new ParseException(
          "invalid argument \"%s\" for --%s: it is a number of seconds, or -1"
              .formatted(text, option));
    }
    return Integer.parseInt(text);
  }
}
