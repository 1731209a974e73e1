package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Waits for the end of containers: {@code mydocker wait CONTAINER...}. */
public final class WaitCommand extends Subcommand {
  static final Usage USAGE =
      new Usage(
          "wait CONTAINER...",
          "wait for the end of containers",
          1,
          Integer.MAX_VALUE,
          new Options(),
          """
          Waits until each container has ended, and prints their exit codes.""",
          """
          mydocker wait box""");

  /** Prints to {@code out}, and why it has failed with one to {@code err}. */
  public WaitCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  int run(CommandLine line) throws IOException, ParseException {
    return new EachContainer(global.home().containers(), out, err)
        .run(line.getArgList(), (container, reference) -> "" + container.awaitEnd().exitCode());
  }
}
