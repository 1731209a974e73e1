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

/** Waits for the end of containers: {@code mydocker wait CONTAINER...}. */
public final class WaitCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "wait CONTAINER...",
          "wait for the end of containers",
          1,
          Integer.MAX_VALUE,
          new Options(),
          "Waits until each container has ended, and prints their exit codes.",
          "mydocker wait box");

  public WaitCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    return new EachContainer(global.home().containers(), out, err)
        .run(line.getArgList(), (container, reference) -> "" + container.awaitEnd().exitCode());
  }
}
