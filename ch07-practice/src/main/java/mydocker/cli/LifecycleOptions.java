package mydocker.cli;

import java.util.Optional;
import java.util.OptionalInt;
import mydocker.cgroup.Bytes;
import mydocker.config.LifecycleSpec;
import mydocker.config.LogLimits;
import mydocker.config.RestartPolicy;
import mydocker.container.SignalNumber;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** The options that say how a container's life goes. */
public final class LifecycleOptions {
  private LifecycleOptions() {}

  static Options addTo(Options options) {
    return options
        .addOption(null, "rm", false, "remove it when it has ended")
        .addOption(null, "restart", true, "no, on-failure[:N], always, or unless-stopped")
        .addOption(null, "stop-signal", true, "what asks it to end; SIGTERM")
        .addOption(null, "stop-timeout", true, "seconds that it has for that; 10")
        .addOption(null, "log-opt", true, "max-size=SIZE, max-file=N: keep less of its output");
  }

  static LifecycleSpec parse(CommandLine line) throws ParseException {
    boolean remove = line.hasOption("rm");
    RestartPolicy restart = restart(line.getOptionValue("restart", "no"));
    if (remove && restart.kind() != RestartPolicy.Kind.NO) {
      throw new ParseException("conflicting options: cannot specify both --restart and --rm");
    }
    Optional<String> signal = Optional.ofNullable(line.getOptionValue("stop-signal"));
    if (signal.isPresent()) {
      signal(signal.get());
    }
    OptionalInt timeout =
        line.hasOption("stop-timeout")
            ? OptionalInt.of(seconds("stop-timeout", line.getOptionValue("stop-timeout")))
            : OptionalInt.empty();
    return new LifecycleSpec(remove, restart, signal, timeout, log(line));
  }

  /** Whether a container is started again, in docker's words. */
  public static RestartPolicy restart(String text) throws ParseException {
    try {
      return RestartPolicy.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ParseException(e.getMessage());
    }
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

  private static LogLimits log(CommandLine line) throws ParseException {
    Optional<Long> size = Optional.empty();
    int files = 1;
    for (String option : Arguments.values(line, "log-opt")) {
      String[] parts = option.split("=", 2);
      String value = parts.length == 2 ? parts[1] : "";
      switch (parts[0]) {
        case "max-size" -> size = size(value);
        case "max-file" -> files = files(value);
        default -> throw new ParseException("unknown log opt '" + parts[0] + "': see --log-opt");
      }
    }
    if (files > 1 && size.isEmpty()) {
      throw new ParseException("max-file cannot be greater than 1 without max-size");
    }
    return new LogLimits(size, files);
  }

  private static Optional<Long> size(String value) throws ParseException {
    if (value.equals("-1")) {
      return Optional.empty(); // no limit
    }
    try {
      long bytes = Bytes.parse(value);
      if (bytes > 0) {
        return Optional.of(bytes);
      }
    } catch (IllegalArgumentException e) {
      // the same as 0
    }
    throw new ParseException("invalid log opt max-size=" + value + ": it is a size, such as 10m");
  }

  private static int files(String value) throws ParseException {
    if (!value.matches("[1-9]\\d{0,3}")) {
      throw new ParseException("invalid log opt max-file=" + value + ": it is a number from 1 on");
    }
    return Integer.parseInt(value);
  }
}
