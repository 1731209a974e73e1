package mydocker.command.network;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import mydocker.cli.Command;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Usage;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Makes networks and looks after them: {@code mydocker network VERB}, a class for each verb. */
public final class NetworkCommand implements Command {
  public static final Usage USAGE =
      new Usage(
          "network COMMAND",
          "make networks and look after them",
          1,
          Integer.MAX_VALUE,
          new Options(),
          """
          Makes networks and looks after them. A container that asks for nothing is on bridge, which
          is always there. On one that you make containers find each other by name, and those on
          other networks do not reach them.

          Always there are host and none, too, the host's own network stack and one without a
          network.""",
          """
          mydocker network create back
          mydocker run -d --name db --network back busybox httpd -f
          mydocker run --rm --network back busybox ping -c 1 db""");

  private final GlobalOptions global;
  private final PrintStream out;
  private final PrintStream err;

  public NetworkCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    this.global = global;
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    if (arguments.isEmpty() || arguments.get(0).equals("--help")) {
      out.println(help());
      return 0;
    }
    String verb = arguments.get(0);
    Command found = named(verb);
    if (found == null) {
      throw new ParseException(
          "unknown command: network " + verb + "; see mydocker network --help");
    }
    return found.run(arguments.subList(1, arguments.size()));
  }

  /** What can be done. */
  public static List<Usage> verbs() {
    return List.of(
        NetworkCreateCommand.USAGE,
        NetworkLsCommand.USAGE,
        NetworkInspectCommand.USAGE,
        NetworkConnectCommand.USAGE,
        NetworkDisconnectCommand.USAGE,
        NetworkRmCommand.USAGE,
        NetworkPruneCommand.USAGE);
  }

  /** Makes what a verb asks for; null if nothing does. */
  public Command named(String verb) {
    return switch (verb) {
      case "create" -> new NetworkCreateCommand(global, out, err);
      case "ls" -> new NetworkLsCommand(global, out, err);
      case "inspect" -> new NetworkInspectCommand(global, out, err);
      case "connect" -> new NetworkConnectCommand(global, out, err);
      case "disconnect" -> new NetworkDisconnectCommand(global, out, err);
      case "rm" -> new NetworkRmCommand(global, out, err);
      case "prune" -> new NetworkPruneCommand(global, System.in, out, err);
      default -> null;
    };
  }

  private static String help() {
    String verbs =
        verbs().stream()
            .map(verb -> "  %-10s %s".formatted(verb.word(), verb.summary()))
            .collect(Collectors.joining("\n"));
    return """
        Usage: mydocker %s

        %s

        %s

        Each has a --help of its own.

        Examples:
        %s"""
        .formatted(USAGE.form(), USAGE.story(), verbs, USAGE.examples().indent(2).stripTrailing());
  }
}
