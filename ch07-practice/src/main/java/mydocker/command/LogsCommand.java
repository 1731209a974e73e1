package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import mydocker.cli.GlobalOptions;
import mydocker.cli.LogPeriod;
import mydocker.cli.LogStamps;
import mydocker.cli.LogTail;
import mydocker.cli.Moment;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.container.Log;
import mydocker.log.LogReader;
import mydocker.log.LogSink;
import mydocker.log.LogStreams;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Shows what a container has written: {@code mydocker logs [OPTIONS] CONTAINER}. */
public final class LogsCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "logs [OPTIONS] CONTAINER",
          "show what a container has written",
          1,
          1,
          new Options()
              .addOption("n", "tail", true, "how many lines to begin with, or all")
              .addOption(
                  null, "since", true, "only from a time on: 2017-08-04T12:00:00Z, or 42m ago")
              .addOption(null, "until", true, "only up to a time")
              .addOption("t", "timestamps", false, "show when each line was written")
              .addOption("f", "follow", false, "stay, and show what comes, until it has ended"),
          """
          Shows what a container has written: to stdout what it wrote to its own, and to stderr
          likewise.""",
          """
          mydocker logs -f box
          mydocker logs --tail 20 -t box
          mydocker logs --since 1h30m box
          mydocker logs box 2> errors""");

  public LogsCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    Log log = global.home().containers().find(line.getArgList().get(0)).log();
    LogSink sink = new LogStreams(out, err);
    if (line.hasOption("timestamps")) {
      sink = new LogStamps(sink);
    }
    Instant now = Instant.now();
    sink = new LogPeriod(time(line, "since", now), time(line, "until", now), sink);
    try (LogReader reader = log.fromStart()) {
      Optional<Integer> tail = tail(line.getOptionValue("tail", "all"));
      if (tail.isPresent()) {
        try (LogReader once = log.fromStart()) {
          sink = LogTail.of(once, tail.get(), sink);
        }
      }
      if (line.hasOption("follow")) {
        log.follow(reader, sink);
      } else {
        log.copy(reader, sink);
      }
    }
    return 0;
  }

  private static Optional<Instant> time(CommandLine line, String option, Instant now)
      throws IOException {
    if (!line.hasOption(option)) {
      return Optional.empty();
    }
    try {
      Instant time = Moment.parse(line.getOptionValue(option), now, ZoneId.systemDefault());
      return Optional.of(time);
    } catch (IllegalArgumentException e) {
      throw new IOException("invalid value for \"%s\": %s".formatted(option, e.getMessage()), e);
    }
  }

  /** As with docker, what is no number of lines means all of them. */
  private static Optional<Integer> tail(String lines) {
    try {
      return Optional.of(Integer.parseInt(lines)).filter(number -> number >= 0);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
