package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.container.ContainerStore;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Gives a container another name: {@code mydocker rename CONTAINER NAME}. */
public final class RenameCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "rename CONTAINER NAME",
          "give a container another name",
          2,
          2,
          new Options(),
          "Gives a container another name, also while it runs. Its host name stays.",
          "mydocker rename box web");

  public RenameCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    ContainerStore containers = global.home().containers();
    containers.rename(containers.find(line.getArgList().get(0)), line.getArgList().get(1));
    return 0;
  }
}
