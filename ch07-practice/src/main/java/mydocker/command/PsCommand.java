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
          .addOption("f", "filter", true, "only some: status=exited, name=web, ancestor=busybox")
          .addOption(null, "format", true, Rows.FORMAT)
          .addOption("n", "last", true, "only the newest ones, running or not")
          .addOption("l", "latest", false, "only the newest one, running or not")
          .addOption("q", "quiet", false, "IDs only")
          .addOption("s", "size", false, "how much they have written")
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
    Rows rows = rows(line);
    ContainerFilters filters = new ContainerFilters(global.home());
    for (String filter : Arguments.values(line, "filter")) {
      filters.add(filter);
    }
    int last = last(line);
    boolean all = line.hasOption("all") || last > 0 || filters.askForStatus();
    int listed = 0;
    boolean whole = line.hasOption("no-trunc");
    ContainerRow row = new ContainerRow(global.home(), rows, whole, Instant.now());
    for (Container container : global.home().containers().list()) {
      Optional<State> state = container.stateIfThere();
      if (state.isPresent()
          && (all || state.get().status().isUp())
          && (last <= 0 || listed < last)
          && filters.accept(container, state.get())) {
        rows.add(row.of(container, state.get()));
        listed++;
      }
    }
    rows.print(out);
    return 0;
  }

  private static Rows rows(CommandLine line) throws IOException {
    String columns = ContainerRow.COLUMNS + (line.hasOption("size") ? "\t{{.Size}}" : "");
    Optional<String> format = Optional.ofNullable(line.getOptionValue("format"));
    if (line.hasOption("quiet")) {
      format = Optional.of("{{.ID}}");
    }
    return new Rows(format, columns, ContainerRow.headings());
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

  private static String help() {
    return """
        Usage: mydocker ps [OPTIONS]

        Lists the containers that run, the newest first; with -a all that there are. The filters are
        ancestor, before, exited, expose, id, label, name, network, publish, since, status and
        volume.

        Options:
        %s

        Examples:
          mydocker ps
          mydocker ps -a -f status=exited --format '{{.Names}}: {{.Status}}'
          mydocker rm $(mydocker ps -aq)"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
