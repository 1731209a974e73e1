package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mydocker.container.Container;
import mydocker.container.NotExecutableException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Runs a container that has ended once more: {@code mydocker start -a CONTAINER}. */
public final class StartCommand implements Command {
  static final Options OPTIONS =
      new Options()
          .addOption("a", "attach", false, "stay with it until it ends")
          .addOption("i", "interactive", false, "let it read our stdin, as run -i has")
          .addOption(null, "help", false, "print this");

  private final GlobalOptions global;
  private final PrintStream out;
  private final PrintStream err;

  /** Prints its help to {@code out}, and why a command was not executed to {@code err}. */
  public StartCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    this.global = global;
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("start", OPTIONS, arguments, 1, 1);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
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

  private static String help() {
    return """
        Usage: mydocker start -a CONTAINER

        Runs the command of a container again, on the files as it has left them.

        Options:
        %s

        Example:
          mydocker start -a box"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
