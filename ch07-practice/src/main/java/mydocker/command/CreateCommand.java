package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mydocker.cli.ContainerOptions;
import mydocker.cli.GlobalOptions;
import mydocker.cli.NewContainer;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Makes a container, to be started later: {@code mydocker create [OPTIONS] IMAGE [COMMAND]}. */
public final class CreateCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "create [OPTIONS] IMAGE [COMMAND] [ARG...]",
          "make a container, to be started later",
          1,
          Integer.MAX_VALUE,
          ContainerOptions.addTo(new Options()),
          "Makes a container, and prints its ID; mydocker start starts it.",
          """
          mydocker create --name box busybox sh -c 'echo hello; sleep 60'
          mydocker start -a box""");

  public CreateCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected CommandLine parse(List<String> arguments) throws ParseException {
    return NewContainer.parse(USAGE, arguments);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    out.println(NewContainer.create(global.home(), line, err).config().id());
    return 0;
  }
}
