package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.config.RunSpec;
import mydocker.container.Container;
import mydocker.container.SignalProxy;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * Connects our stdin, stdout and stderr to a container's: {@code mydocker attach [OPTIONS]
 * CONTAINER}.
 */
public final class AttachCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "attach [OPTIONS] CONTAINER",
          "connect our stdin, stdout and stderr to a container's",
          1,
          1,
          Foreground.addTo(new Options()).addOption(null, "no-stdin", false, "do not type there"),
          """
          Shows what a container writes from now on; what we type goes to its stdin, if it was made
          with -i. Ctrl-P Ctrl-Q leaves a container with a terminal, and it goes on.""",
          "mydocker attach box");

  public AttachCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    Foreground foreground = Foreground.parse(line);
    Container container = global.home().containers().find(line.getArgList().get(0));
    RunSpec spec = container.config().spec();
    boolean types = spec.process().interactive() && !line.hasOption("no-stdin");
    Foreground.requireTerminal(types && spec.process().terminal());
    try (SignalProxy signals = new SignalProxy()) {
      return foreground.attach(container, types, signals, out, err);
    }
  }
}
