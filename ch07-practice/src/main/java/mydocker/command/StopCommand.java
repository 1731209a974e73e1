package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * Asks containers to end, and kills those that do not: {@code mydocker stop [OPTIONS]
 * CONTAINER...}.
 */
public final class StopCommand implements Command {
  static final Options OPTIONS =
      Stop.addTo(new Options()).addOption(null, "help", false, "print this");

  private final GlobalOptions global;
  private final PrintStream out;
  private final PrintStream err;

  /** Prints to {@code out}, and why it has failed with one to {@code err}. */
  public StopCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    this.global = global;
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("stop", OPTIONS, arguments, 1, Integer.MAX_VALUE);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    Stop stop = Stop.parse(line);
    return new EachContainer(global.home().containers(), out, err)
        .run(line.getArgList(), stop::apply);
  }

  private static String help() {
    return """
        Usage: mydocker stop [OPTIONS] CONTAINER...

        Sends SIGTERM to the first process of each container, and waits for its end; after 10
        seconds it is killed. A container can be made for another signal, and other times.

        Options:
        %s

        Example:
          mydocker stop -t 3 web"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
