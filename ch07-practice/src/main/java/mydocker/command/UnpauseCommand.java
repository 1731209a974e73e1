package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Lets the processes of containers go on: {@code mydocker unpause CONTAINER...}. */
public final class UnpauseCommand implements Command {
  static final Options OPTIONS = new Options().addOption(null, "help", false, "print this");

  private final GlobalOptions global;
  private final PrintStream out;
  private final PrintStream err;

  /** Prints to {@code out}, and why it has failed with one to {@code err}. */
  public UnpauseCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    this.global = global;
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("unpause", OPTIONS, arguments, 1, Integer.MAX_VALUE);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    return new EachContainer(global.home().containers(), out, err)
        .run(
            line.getArgList(),
            (container, reference) -> {
              container.unpause();
              return reference;
            });
  }

  private static String help() {
    return """
        Usage: mydocker unpause CONTAINER...

        Lets the processes of each container go on.

        Options:
        %s

        Example:
          mydocker unpause box"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
