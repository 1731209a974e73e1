package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mydocker.container.ContainerStore;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Gives a container another name: {@code mydocker rename CONTAINER NAME}. */
public final class RenameCommand implements Command {
  static final Options OPTIONS = new Options().addOption(null, "help", false, "print this");

  private final GlobalOptions global;
  private final PrintStream out;

  /** Prints its help to {@code out}, and nothing else. */
  public RenameCommand(GlobalOptions global, PrintStream out) {
    this.global = global;
    this.out = out;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("rename", OPTIONS, arguments, 2, 2);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    ContainerStore containers = global.home().containers();
    containers.rename(containers.find(line.getArgList().get(0)), line.getArgList().get(1));
    return 0;
  }

  private static String help() {
    return """
        Usage: mydocker rename CONTAINER NAME

        Gives a container another name, also while it runs. Its host name stays.

        Options:
        %s

        Example:
          mydocker rename box web"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
