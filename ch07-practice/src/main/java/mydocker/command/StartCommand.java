package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import mydocker.cli.EachContainer;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.config.RunSpec;
import mydocker.container.AlreadyRunningException;
import mydocker.container.Container;
import mydocker.container.ContainerStore;
import mydocker.container.SignalProxy;
import mydocker.process.NotExecutableException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Starts containers that do not run: {@code mydocker start [-a] [-i] CONTAINER...}. */
public final class StartCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "start [OPTIONS] CONTAINER...",
          "start containers that do not run",
          1,
          Integer.MAX_VALUE,
          Foreground.addTo(new Options())
              .addOption("a", "attach", false, "stay with it until it ends")
              .addOption("i", "interactive", false, "stay with it, and let it read our stdin"),
          "Starts containers that do not run, on the files as they have left them.",
          """
          mydocker start box
          mydocker start -ai box""");

  public StartCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    Foreground foreground = Foreground.parse(line);
    ContainerStore containers = global.home().containers();
    if (!line.hasOption("attach") && !line.hasOption("interactive")) {
      return new EachContainer(containers, out, err).run(line.getArgList(), StartCommand::start);
    }
    if (line.getArgList().size() > 1) {
      throw new ParseException("you cannot start and attach multiple containers at once");
    }
    Container container = containers.find(line.getArgList().get(0));
    RunSpec spec = container.config().spec();
    boolean types = line.hasOption("interactive") && spec.process().interactive();
    Foreground.requireTerminal(types && spec.process().terminal());
    try (SignalProxy signals = new SignalProxy()) {
      return container.isRunning()
          ? foreground.attach(container, types, signals, out, err)
          : foreground.run(container, types, signals, out, err);
    } catch (NotExecutableException e) {
      err.println("mydocker: " + e.getMessage());
      return e.exitCode();
    }
  }

  /** One that runs is as it shall be. */
  private static String start(Container container, String reference) throws IOException {
    if (!container.isRunning()) {
      try {
        container.start(false).close();
      } catch (AlreadyRunningException e) {
        // somebody else was faster
      }
    }
    return reference;
  }
}
