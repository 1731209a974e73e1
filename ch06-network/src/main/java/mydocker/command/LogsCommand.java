package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mydocker.container.Log;
import mydocker.container.LogReader;
import mydocker.container.LogSink;
import mydocker.container.LogStreams;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Shows what a container has written: {@code mydocker logs [OPTIONS] CONTAINER}. */
public final class LogsCommand implements Command {
  static final Options OPTIONS =
      new Options()
          .addOption("f", "follow", false, "stay, and show what comes, until it has ended")
          .addOption(null, "help", false, "print this");

  private final GlobalOptions global;
  private final PrintStream out;
  private final PrintStream err;

  /** Writes to {@code out} what the container has written to its stdout, {@code err} likewise. */
  public LogsCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    this.global = global;
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("logs", OPTIONS, arguments, 1, 1);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
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

  private static String help() {
    return """
        Usage: mydocker logs [OPTIONS] CONTAINER

        Shows what a container has written: to stdout what it wrote to its own, and to stderr
        likewise.

        Options:
        %s

        Examples:
          mydocker logs -f box
          mydocker logs box 2> errors"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
