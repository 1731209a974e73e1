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

/** Lets the processes of containers go on: {@code mydocker unpause CONTAINER...}. */
public final class UnpauseCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "unpause CONTAINER...",
          "let containers go on",
          1,
          Integer.MAX_VALUE,
          new Options(),
          "Lets the processes of each container go on.",
          "mydocker unpause box");

  public UnpauseCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    return new EachContainer(global.home().containers(), out, err)
        .run(
            line.getArgList(),
            (container, reference) -> {
              container.unpause();
              return reference;
            });
  }
}
