package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Makes a container, to be started later: {@code mydocker create [OPTIONS] IMAGE [COMMAND]}. */
public final class CreateCommand implements Command {
  static final Options OPTIONS =
      ContainerOptions.addTo(new Options()).addOption(null, "help", false, "print this");

  private final GlobalOptions global;
  private final PrintStream out;
  private final PrintStream err;

  /** Prints the container's ID to {@code out}, and what is done besides to {@code err}. */
  public CreateCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    this.global = global;
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = NewContainer.parse("create", OPTIONS, arguments);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    out.println(NewContainer.create(global.home(), line, err).config().id());
    return 0;
  }

  private static String help() {
    return """
        Usage: mydocker create [OPTIONS] IMAGE [COMMAND] [ARG...]

        Makes a container, and prints its ID; mydocker start starts it.

        Options:
        %s

        Examples:
          mydocker create --name box busybox sh -c 'echo hello; sleep 60'
          mydocker start -a box"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
