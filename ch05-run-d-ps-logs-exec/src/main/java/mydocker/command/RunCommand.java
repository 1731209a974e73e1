package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import mydocker.cli.ContainerOptions;
import mydocker.cli.GlobalOptions;
import mydocker.cli.NewContainer;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.config.State;
import mydocker.config.Status;
import mydocker.container.Container;
import mydocker.container.Home;
import mydocker.container.SignalProxy;
import mydocker.process.NotExecutableException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Runs a command in a new container: {@code mydocker run [OPTIONS] IMAGE [COMMAND] [ARG...]}. */
public final class RunCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "run [OPTIONS] IMAGE [COMMAND] [ARG...]",
          "run a command in a new container",
          1,
          Integer.MAX_VALUE,
          ContainerOptions.addTo(new Options())
              .addOption("d", "detach", false, "run it in the background, and print its ID")
              .addOption(null, "explain", false, "print its system calls, and run nothing"),
          """
          Runs a command in a new container of an image: it has its own files, host name, processes,
          mounts and network, and the limits that you set. What it writes stays until mydocker rm.
          With -d it runs in the background, and you get its ID.""",
          """
          mydocker run busybox ls /
          mydocker run -it --rm busybox sh
          mydocker run --name box -v /tmp/data:/data:ro -w /data busybox ls
          mydocker run -m 100m --cpus 0.5 --pids-limit 20 busybox sh -c 'echo $PPID'
          mydocker run -d --name web busybox httpd -f
          mydocker run --explain busybox true""");

  public RunCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected CommandLine parse(List<String> arguments) throws ParseException {
    return NewContainer.parse(USAGE, arguments);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    if (!line.hasOption("explain")) {
      Foreground.requireTerminal(line.hasOption("tty"), line.hasOption("detach"));
    }
    Home home = global.home();
    // A signal that comes before it runs, or after, must not keep it from being removed.
    try (SignalProxy signals = new SignalProxy()) {
      return run(home, NewContainer.create(home, line, err), line, signals);
    }
  }

  private int run(Home home, Container container, CommandLine line, SignalProxy signals)
      throws IOException {
    if (line.hasOption("explain")) {
      try {
        out.println(container.explain());
        return 0;
      } finally {
        home.containers().removeIfThere(container);
      }
    }
    try {
      if (!line.hasOption("detach")) {
        return Foreground.run(container, line.hasOption("interactive"), signals, out, err);
      }
      container.start(false).close();
      out.println(container.config().id());
      return 0;
    } catch (NotExecutableException e) {
      err.println("mydocker: " + e.getMessage());
      return e.exitCode();
    } finally {
      if (line.hasOption("rm")) {
        removeUnlessStarted(home, container);
      }
    }
  }

  /** One that could not be started has no end after which it would be removed. */
  private static void removeUnlessStarted(Home home, Container container) throws IOException {
    Optional<State> state = container.stateIfThere();
    if (state.isPresent() && state.get().status() == Status.CREATED) {
      home.containers().removeIfThere(container);
    }
  }
}
