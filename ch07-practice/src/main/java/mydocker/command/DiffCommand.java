package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.container.Container;
import mydocker.container.Home;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Tells what a container has done to its image's files: {@code mydocker diff CONTAINER}. */
public final class DiffCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "diff CONTAINER",
          "list the files that a container has changed",
          1,
          1,
          new Options(),
          """
          Lists the files that are not as the container's image has them: A for added, C for
          changed, D for deleted. It is what mydocker commit would make a layer of.""",
          "mydocker diff box");

  public DiffCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    Home home = global.home();
    Container container = home.containers().find(line.getArgList().get(0));
    home.layers().changes(container.config().id().digits()).forEach(out::println);
    return 0;
  }
}
