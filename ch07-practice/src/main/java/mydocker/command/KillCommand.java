package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Sends containers a signal: {@code mydocker kill [-s SIGNAL] CONTAINER...}. */
public final class KillCommand implements Command {
  static final Options OPTIONS =
      new Options()
          .addOption("s", "signal", true, "which one; SIGKILL")
          .addOption(null, "help", false, "print this");

  private final GlobalOptions global;
  private final PrintStream out;
  private final PrintStream err;

  /** Prints to {@code out}, and why it has failed with one to {@code err}. */
  public KillCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    this.global = global;
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("kill", OPTIONS, arguments, 1, Integer.MAX_VALUE);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    int signal = LifeOptions.signal(line.getOptionValue("signal", "KILL"));
    return new EachContainer(global.home().containers(), out, err)
        .run(
            line.getArgList(),
            (container, reference) -> {
              container.kill(signal);
              return reference;
            });
  }

  private static String help() {
    return """
        Usage: mydocker kill [-s SIGNAL] CONTAINER...

        Sends the first process of each container a signal. SIGKILL ends it, and all others with it;
        what others do is its own affair: without a handler process 1 of a container ignores them.

        Options:
        %s

        Example:
          mydocker kill -s HUP web"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
