package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import mydocker.cli.EachContainer;
import mydocker.cli.GlobalOptions;
import mydocker.cli.LifecycleOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Sends containers a signal: {@code mydocker kill [-s SIGNAL] CONTAINER...}. */
public final class KillCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "kill [-s SIGNAL] CONTAINER...",
          "send containers a signal",
          1,
          Integer.MAX_VALUE,
          new Options().addOption("s", "signal", true, "which one; SIGKILL"),
          """
          Sends the first process of each container a signal. SIGKILL ends it, and all others with
          it; what others do is its own affair: without a handler process 1 of a container ignores
          them.""",
          "mydocker kill -s HUP web");

  public KillCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    int signal = LifecycleOptions.signal(line.getOptionValue("signal", "KILL"));
    return new EachContainer(global.home().containers(), out, err)
        .run(
            line.getArgList(),
            (container, reference) -> {
              container.kill(signal);
              return reference;
            });
  }
}
