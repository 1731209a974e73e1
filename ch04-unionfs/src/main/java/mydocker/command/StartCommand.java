package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import mydocker.container.Container;
import mydocker.container.NotExecutableException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Runs a container that has ended once more: {@code mydocker start -a CONTAINER}. */
public final class StartCommand extends Subcommand {
  static final Usage USAGE =
      new Usage(
          "start -a CONTAINER",
          "run a container that has ended once more",
          1,
          1,
          new Options()
              .addOption("a", "attach", false, "stay with it until it ends")
              .addOption("i", "interactive", false, "let it read our stdin, as run -i has"),
          """
          Runs the command of a container again, on the files as it has left them.""",
          """
          mydocker start -a box""");

  /** Prints its help to {@code out}, and why a command was not executed to {@code err}. */
  public StartCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  int run(CommandLine line) throws IOException, ParseException {
    if (!line.hasOption("attach")) {
      throw new ParseException("start needs -a: no container runs without its mydocker yet");
    }
    Container container = global.home().containers().find(line.getArgList().get(0));
    try {
      return container.run();
    } catch (NotExecutableException e) {
      err.println("mydocker: " + e.getMessage());
      return e.exitCode();
    }
  }
}
