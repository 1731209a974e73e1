package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import mydocker.container.Container;
import mydocker.container.State;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Lists containers: {@code mydocker ps [OPTIONS]}. */
public final class PsCommand implements Command {
  static final Options OPTIONS =
      new Options()
          .addOption("a", "all", false, "also those that do not run")
          .addOption("q", "quiet", false, "IDs only")
          .addOption(null, "no-trunc", false, "whole IDs and commands")
          .addOption(null, "help", false, "print this");

  private final GlobalOptions global;
  private final PrintStream out;

  /** Prints to {@code out}. */
  public PsCommand(GlobalOptions global, PrintStream out) {
    this.global = global;
    this.out = out;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("ps", OPTIONS, arguments, 0, 0);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    boolean all = line.hasOption("all");
    boolean whole = line.hasOption("no-trunc");
    Instant now = Instant.now();
    Rows<ContainerRow> rows = new Rows<>(line, ContainerRow.COLUMNS);
    for (Container container : global.home().containers().list()) {
      Optional<State> state = container.stateIfThere();
      if (state.isPresent() && (all || state.get().status().isUp())) {
        rows.add(new ContainerRow(container, state.get(), whole, now));
      }
    }
    rows.print(out);
    return 0;
  }

  private static String help() {
    return """
        Usage: mydocker ps [OPTIONS]

        Lists the containers that run, the newest first; with -a all that there are.

        Options:
        %s

        Examples:
          mydocker ps
          mydocker rm $(mydocker ps -aq)"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
