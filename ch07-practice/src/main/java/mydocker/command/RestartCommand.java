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

/** Stops containers and starts them again: {@code mydocker restart [OPTIONS] CONTAINER...}. */
public final class RestartCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "restart [OPTIONS] CONTAINER...",
          "stop containers and start them again",
          1,
          Integer.MAX_VALUE,
          Stop.addTo(new Options()),
          """
          Stops each container that runs, as mydocker stop does, and starts it again on the files as
          it has left them.""",
          "mydocker restart web");

  public RestartCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    Stop stop = Stop.parse(line);
    return new EachContainer(global.home().containers(), out, err)
        .run(
            line.getArgList(),
            (container, reference) -> {
              stop.apply(container, reference);
              container.start(false).close();
              return reference;
            });
  }
}
