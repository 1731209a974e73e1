package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import mydocker.cli.EachContainer;
import mydocker.cli.GlobalOptions;
import mydocker.cli.LifecycleOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.linux.ProcessId;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * Asks containers to end, and kills those that do not: {@code mydocker stop [OPTIONS]
 * CONTAINER...}.
 */
public final class StopCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "stop [OPTIONS] CONTAINER...",
          "ask containers to end",
          1,
          Integer.MAX_VALUE,
          new Options()
              .addOption("t", "timeout", true, "seconds before it is killed; -1: it is not; 10")
              .addOption("s", "signal", true, "what asks it to end; SIGTERM"),
          """
          Sends SIGTERM to the first process of each container, and waits for its end; after 10
          seconds it is killed.""",
          "mydocker stop -t 3 web");

  public StopCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    int seconds = LifecycleOptions.seconds("timeout", line.getOptionValue("timeout", "10"));
    Duration patience = seconds < 0 ? ProcessId.FOR_EVER : Duration.ofSeconds(seconds);
    int signal = LifecycleOptions.signal(line.getOptionValue("signal", "SIGTERM"));
    return new EachContainer(global.home().containers(), out, err)
        .run(
            line.getArgList(),
            (container, reference) -> {
              container.stop(signal, patience);
              return reference;
            });
  }
}
