package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Stops containers and starts them again: {@code mydocker restart [OPTIONS] CONTAINER...}. */
public final class RestartCommand implements Command {
  static final Options OPTIONS =
      Stop.addTo(new Options()).addOption(null, "help", false, "print this");

  private final GlobalOptions global;
  private final PrintStream out;
  private final PrintStream err;

  /** Prints to {@code out}, and why it has failed with one to {@code err}. */
  public RestartCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    this.global = global;
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("restart", OPTIONS, arguments, 1, Integer.MAX_VALUE);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    Stop stop = Stop.parse(line);
    return new EachContainer(global.home().containers(), out, err)
        .run(
            line.getArgList(),
            (container, reference) -> {
              stop.apply(container, reference);
              container.start(false).close();
              return reference;
            });
  }

  private static String help() {
    return """
        Usage: mydocker restart [OPTIONS] CONTAINER...

        Stops each container that runs, as mydocker stop does, and starts it again on the files as
        it has left them.

        Options:
        %s

        Example:
          mydocker restart web"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
