package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.stream.Collectors;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.config.Config;
import mydocker.config.State;
import mydocker.container.Container;
import mydocker.format.Table;
import mydocker.network.PublishedPort;
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
              .addOption("q", "quiet", false, "IDs only")
              .addOption(null, "no-trunc", false, "whole IDs and commands"),
          "Lists the containers that run, the newest first; with -a all that there are.",
          """
          mydocker ps
          mydocker rm $(mydocker ps -aq)""");

  private static final int COMMAND_WIDTH = 20;

  public PsCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    boolean whole = line.hasOption("no-trunc");
    boolean quiet = line.hasOption("quiet");
    Table table = new Table("CONTAINER ID", "IMAGE", "COMMAND", "STATUS", "PORTS", "NAMES");
    for (Container container : global.home().containers().list()) {
      Optional<State> state = container.stateIfThere();
      if (state.isEmpty() || !line.hasOption("all") && !state.get().status().isUp()) {
        continue;
      }
      Config config = container.config();
      String id = whole ? config.id().digits() : config.id().brief();
      if (quiet) {
        out.println(id);
      } else {
        String image = config.spec().image();
        table.add(
            id,
            image,
            command(config, whole),
            status(state.get()),
            ports(container),
            config.name());
      }
    }
    if (!quiet) {
      table.print(out);
    }
    return 0;
  }

  private static String command(Config config, boolean whole) {
    String command = String.join(" ", config.command()).replaceAll("\\p{Cntrl}", " ");
    boolean fits = whole || command.length() <= COMMAND_WIDTH;
    return '"' + (fits ? command : command.substring(0, COMMAND_WIDTH - 1) + "\u2026") + '"';
  }

  /** As docker says it, but for since when, which is chapter 7's. */
  static String status(State state) {
    return switch (state.status()) {
      case CREATED -> "Created";
      case RUNNING -> "Up";
      case EXITED -> "Exited (%d)".formatted(state.exitCode());
    };
  }

  /** How those that were asked for are reached now. */
  private static String ports(Container container) throws IOException {
    if (container.config().spec().network().published().isEmpty()) {
      return "";
    }
    return container.endpoints().stream()
        .flatMap(endpoint -> endpoint.ports().stream())
        .map(PublishedPort::toString)
        .collect(Collectors.joining(", "));
  }
}
