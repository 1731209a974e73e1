package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mydocker.cli.ContainerOptions;
import mydocker.cli.GlobalOptions;
import mydocker.cli.NewContainer;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.container.Container;
import mydocker.container.Home;
import mydocker.container.SignalProxy;
import mydocker.linux.Terminal;
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
              .addOption(null, "rm", false, "remove it when it has ended")
              .addOption(null, "explain", false, "print its system calls, and run nothing"),
          """
          Runs a command in a new container of an image: it has its own files, host name, processes,
          mounts and network, and the limits that you set. What it writes stays until rm.""",
          """
          mydocker run busybox ls /
          mydocker run -it --rm busybox sh
          mydocker run --name box -v /tmp/data:/data:ro -w /data busybox ls
          mydocker run -m 100m --cpus 0.5 --pids-limit 20 busybox sh -c 'echo $PPID'
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
    if (line.hasOption("tty") && !Terminal.isInteractive()) {
      throw new ParseException(
          "cannot attach stdin to a TTY-enabled container because stdin is not a terminal");
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
      return container.run(signals);
    } catch (NotExecutableException e) {
      err.println("mydocker: " + e.getMessage());
      return e.exitCode();
    } finally {
      if (line.hasOption("rm")) {
        home.containers().removeIfThere(container);
      }
    }
  }
}
