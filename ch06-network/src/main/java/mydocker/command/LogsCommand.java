package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import mydocker.cli.GlobalOptions;
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
              .addOption("f", "follow", false, "stay, and show what comes, until it has ended"),
          """
          Shows what a container has written: to stdout what it wrote to its own, and to stderr
          likewise.""",
          """
          mydocker logs -f box
          mydocker logs box 2> errors""");

  public LogsCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    Log log = global.home().containers().find(line.getArgList().get(0)).log();
    LogSink sink = new LogStreams(out, err);
    try (LogReader reader = log.fromStart()) {
      if (line.hasOption("follow")) {
        log.follow(reader, sink);
      } else {
        log.copy(reader, sink);
      }
    }
    return 0;
  }
}
