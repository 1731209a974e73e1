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

/** Has the processes of containers stand still: {@code mydocker pause CONTAINER...}. */
public final class PauseCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "pause CONTAINER...",
          "have containers stand still",
          1,
          Integer.MAX_VALUE,
          new Options(),
          """
          Has all processes of each container stand still, by the freezer of its cgroup: they notice
          nothing of it.""",
          "mydocker pause box");

  public PauseCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    return new EachContainer(global.home().containers(), out, err)
        .run(
            line.getArgList(),
            (container, reference) -> {
              container.pause();
              return reference;
            });
  }
}
