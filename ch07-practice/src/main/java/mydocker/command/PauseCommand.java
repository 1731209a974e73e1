package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Has the processes of containers stand still: {@code mydocker pause CONTAINER...}. */
public final class PauseCommand implements Command {
  static final Options OPTIONS = new Options().addOption(null, "help", false, "print this");

  private final GlobalOptions global;
  private final PrintStream out;
  private final PrintStream err;

  /** Prints to {@code out}, and why it has failed with one to {@code err}. */
  public PauseCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    this.global = global;
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("pause", OPTIONS, arguments, 1, Integer.MAX_VALUE);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    return new EachContainer(global.home().containers(), out, err)
        .run(
            line.getArgList(),
            (container, reference) -> {
              container.pause();
              return reference;
            });
  }

  private static String help() {
    return """
        Usage: mydocker pause CONTAINER...

        Has all processes of each container stand still, by the freezer of its cgroup: they notice
        nothing of it.

        Options:
        %s

        Example:
          mydocker pause box"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
