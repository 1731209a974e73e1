package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Makes networks and looks after them: {@code mydocker network VERB}, a class for each verb. */
public final class NetworkCommand implements Command {
  static final Options OPTIONS = new Options().addOption(null, "help", false, "print this");

  private static final List<String> VERBS = List.of("create", "ls", "rm");

  private final GlobalOptions global;
  private final PrintStream out;

  /** Prints its help to {@code out}. */
  public NetworkCommand(GlobalOptions global, PrintStream out) {
    this.global = global;
    this.out = out;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    if (arguments.isEmpty() || arguments.get(0).equals("--help")) {
      out.println(help());
      return 0;
    }
    String verb = arguments.get(0);
    Commands.Entry found = named(verb);
    if (found == null) {
      throw new ParseException(
          "unknown command: network " + verb + "; see mydocker network --help");
    }
    return found.make(global).run(arguments.subList(1, arguments.size()));
  }

  /** What can be done, as commands of their own. */
  static List<Commands.Entry> verbs() {
    return VERBS.stream().map(NetworkCommand::named).toList();
  }

  private static Commands.Entry named(String name) {
    return switch (name) {
      case "create" ->
          new Commands.Entry(
              Commands.Group.NETWORKS,
              name,
              "make a network",
              NetworkCreateCommand.OPTIONS,
              global -> new NetworkCreateCommand(global, System.out));
      case "ls" ->
          new Commands.Entry(
              Commands.Group.NETWORKS,
              name,
              "list networks",
              NetworkLsCommand.OPTIONS,
              global -> new NetworkLsCommand(global, System.out));
      case "rm" ->
          new Commands.Entry(
              Commands.Group.NETWORKS,
              name,
              "remove networks",
              NetworkRmCommand.OPTIONS,
              global -> new NetworkRmCommand(global, System.out, System.err));
      default -> null;
    };
  }

  private static String help() {
    String verbs =
        verbs().stream()
            .map(verb -> "  %-10s %s".formatted(verb.name(), verb.summary()))
            .collect(Collectors.joining("\n"));
    return """
        Usage: mydocker network COMMAND

        Makes networks and looks after them. A container that asks for nothing is on bridge, which is
        always there. On one that you make containers find each other by name, and those on other
        networks do not reach them.

        %s

        Each has a --help of its own.

        Examples:
          mydocker network create back
          mydocker run -d --name db --network back busybox httpd -f
          mydocker run --rm --network back busybox ping -c 1 db"""
        .formatted(verbs);
  }
}
