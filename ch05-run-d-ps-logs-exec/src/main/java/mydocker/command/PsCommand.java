package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import mydocker.container.Container;
import mydocker.container.State;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Lists containers: {@code mydocker ps [OPTIONS]}. */
public final class PsCommand extends Subcommand {
  static final Usage USAGE =
      new Usage(
          "ps [OPTIONS]",
          "list containers",
          0,
          0,
          new Options()
              .addOption("a", "all", false, "also those that do not run")
              .addOption("q", "quiet", false, "IDs only")
              .addOption(null, "no-trunc", false, "whole IDs and commands"),
          """
          Lists the containers that run, the newest first; with -a all that there are.""",
          """
          mydocker ps
          mydocker rm $(mydocker ps -aq)""");

  /** Prints to {@code out}. */
  public PsCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  int run(CommandLine line) throws IOException, ParseException {
    boolean all = line.hasOption("all");
    boolean whole = line.hasOption("no-trunc");
    Rows<ContainerRow> rows = new Rows<>(line, ContainerRow.COLUMNS);
    for (Container container : global.home().containers().list()) {
      Optional<State> state = container.stateIfThere();
      if (state.isPresent() && (all || state.get().status().isUp())) {
        rows.add(new ContainerRow(container, state.get(), whole));
      }
    }
    rows.print(out);
    return 0;
  }
}
