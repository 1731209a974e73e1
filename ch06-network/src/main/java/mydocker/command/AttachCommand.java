package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mydocker.container.Container;
import mydocker.container.RunSpec;
import mydocker.container.SignalProxy;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * Connects our stdin, stdout and stderr to a container's: {@code mydocker attach [OPTIONS]
 * CONTAINER}.
 */
public final class AttachCommand implements Command {
  static final Options OPTIONS =
      Foreground.addTo(new Options())
          .addOption(null, "no-stdin", false, "do not type there")
          .addOption(null, "help", false, "print this");

  private final GlobalOptions global;
  private final PrintStream out;
  private final PrintStream err;

  /** Prints to {@code out}, and why it has failed with one to {@code err}. */
  public AttachCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    this.global = global;
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("attach", OPTIONS, arguments, 1, 1);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    Foreground foreground = Foreground.parse(line);
    Container container = global.home().containers().find(line.getArgList().get(0));
    RunSpec spec = container.config().spec();
    boolean types = spec.process().interactive() && !line.hasOption("no-stdin");
    Foreground.requireTerminal(types && spec.process().terminal());
    try (SignalProxy signals = new SignalProxy()) {
      return foreground.attach(container, types, signals, out, err);
    }
  }

  private static String help() {
    return """
        Usage: mydocker attach [OPTIONS] CONTAINER

        Shows what a container writes from now on; what we type goes to its stdin, if it was made
        with -i. Ctrl-P Ctrl-Q leaves a container with a terminal, and it goes on.

        Options:
        %s

        Example:
          mydocker attach box"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
