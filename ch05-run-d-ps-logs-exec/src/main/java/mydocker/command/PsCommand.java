package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import mydocker.container.Config;
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

  private static final int COMMAND_WIDTH = 20;

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
    boolean whole = line.hasOption("no-trunc");
    Instant now = Instant.now();
    Table table = new Table("CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "NAMES");
    for (Container container : global.home().containers().list()) {
      Optional<State> state = container.stateIfThere();
      if (state.isEmpty() || !line.hasOption("all") && state.get().process().isEmpty()) {
        continue;
      }
      Config config = container.config();
      String id = whole ? config.id().digits() : config.id().brief();
      if (line.hasOption("quiet")) {
        out.println(id);
      }
      table.add(
          id,
          config.spec().image(),
          command(config, whole),
          Ago.of(Optional.of(config.created()), now),
          status(state.get(), now),
          config.name());
    }
    if (!line.hasOption("quiet")) {
      table.print(out);
    }
    return 0;
  }

  private static String command(Config config, boolean whole) {
    String command = String.join(" ", config.command());
    int length = command.codePointCount(0, command.length());
    if (!whole && length > COMMAND_WIDTH) {
      int end = command.offsetByCodePoints(0, COMMAND_WIDTH - 1);
      command = command.substring(0, end) + "\u2026";
    }
    return '"' + command.replaceAll("\\p{Cntrl}", " ") + '"';
  }

  /** As docker says it: {@code Up 3 minutes}, {@code Exited (137) 5 seconds ago}. */
  private static String status(State state, Instant now) {
    if (state.process().isPresent()) {
      return "Up " + Ago.of(state.started(), now).replace(" ago", "");
    }
    if (state.started().isEmpty()) {
      return "Created";
    }
    String exited = "Exited (%d)".formatted(state.exitCode());
    return state.finished().isPresent() ? exited + " " + Ago.of(state.finished(), now) : exited;
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
