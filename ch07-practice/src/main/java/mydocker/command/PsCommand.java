package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mydocker.cli.Arguments;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.config.State;
import mydocker.container.Container;
import mydocker.format.Column;
import mydocker.format.ContainerColumns;
import mydocker.format.ContainerFilters;
import mydocker.format.ContainerRow;
import mydocker.format.Format;
import mydocker.format.Rows;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Lists containers: {@code mydocker ps [OPTIONS]}. */
public final class PsCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "ps [OPTIONS]",
          "list containers",
          0,
          0,
          new Options()
              .addOption("a", "all", false, "also those that do not run")
              .addOption(
                  "f", "filter", true, "only some: status=exited, name=web, ancestor=busybox")
              .addOption(null, "format", true, Format.OPTION)
              .addOption("n", "last", true, "only the newest ones, running or not")
              .addOption("l", "latest", false, "only the newest one, running or not")
              .addOption("q", "quiet", false, "IDs only")
              .addOption("s", "size", false, "how much they have written")
              .addOption(null, "no-trunc", false, "whole IDs and commands"),
          """
          Lists the containers that run, the newest first; with -a all that there are.

          The filters are ancestor, before, exited, expose, id, label, name, network, publish,
          since, status and volume.""",
          """
          mydocker ps
          mydocker ps -a -f status=exited --format '{{.Names}}: {{.Status}}'
          mydocker rm $(mydocker ps -aq)""");

  public PsCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    ContainerFilters filters = new ContainerFilters(global.home());
    for (String filter : Arguments.values(line, "filter")) {
      filters.add(filter);
    }
    int last = last(line);
    int listed = 0;
    boolean all = line.hasOption("all") || last > 0 || filters.askForStatus();
    boolean whole = line.hasOption("no-trunc");
    ContainerColumns more = new ContainerColumns(global.home());
    Format<ContainerRow> format = new Format<>(line, more.all());
    Rows<ContainerRow> rows = new Rows<>(line, columns(line, more));
    for (Container container : global.home().containers().list()) {
      Optional<State> state = container.stateIfThere();
      if (state.isPresent()
          && (all || state.get().status().isUp())
          && (last <= 0 || listed < last)
          && filters.accept(container, state.get())) {
        rows.add(new ContainerRow(container, state.get(), whole));
        listed++;
      }
    }
    format.print(rows, out);
    return 0;
  }

  private static List<Column<ContainerRow>> columns(CommandLine line, ContainerColumns more) {
    if (!line.hasOption("size")) {
      return ContainerRow.COLUMNS;
    }
    return Stream.concat(ContainerRow.COLUMNS.stream(), Stream.of(more.size())).toList();
  }

  /** How many at most; all if it is not above 0. */
  private static int last(CommandLine line) throws ParseException {
    String number = line.getOptionValue("last", "-1");
    if (!number.matches("-?\\d{1,9}")) {
      throw new ParseException(
          "invalid argument \"" + number + "\" for --last: it is not a whole number");
    }
    return line.hasOption("latest") ? 1 : Integer.parseInt(number);
  }
}
