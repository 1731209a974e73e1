package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import mydocker.cli.EachContainer;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * Asks containers to end, and kills those that do not: {@code mydocker stop [OPTIONS]
 * CONTAINER...}.
 */
public final class StopCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "stop [OPTIONS] CONTAINER...",
          "ask containers to end",
          1,
          Integer.MAX_VALUE,
          Stop.addTo(new Options()),
          """
          Sends SIGTERM to the first process of each container, and waits for its end; after 10
          seconds it is killed. A container can be made for another signal, and other times.""",
          "mydocker stop -t 3 web");

  public StopCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    Stop stop = Stop.parse(line);
    return new EachContainer(global.home().containers(), out, err)
        .run(line.getArgList(), stop::apply);
  }
}
