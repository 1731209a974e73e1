package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mydocker.network.Network;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Lists networks: {@code mydocker network ls [OPTIONS]}. */
public final class NetworkLsCommand implements Command {
  static final Options OPTIONS =
      new Options()
          .addOption("q", "quiet", false, "only their IDs")
          .addOption(null, "no-trunc", false, "whole IDs")
          .addOption(null, "help", false, "print this");

  private final GlobalOptions global;
  private final PrintStream out;

  /** Prints to {@code out}. */
  public NetworkLsCommand(GlobalOptions global, PrintStream out) {
    this.global = global;
    this.out = out;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("network ls", OPTIONS, arguments, 0, 0);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    Rows<Network> rows = new Rows<>(line, columns(line.hasOption("no-trunc")));
    global.home().containers().networks().list().forEach(rows::add);
    rows.print(out);
    return 0;
  }

  private static List<Column<Network>> columns(boolean whole) {
    return List.of(
        new Column<>("ID", "NETWORK ID", whole ? Network::id : Network::brief),
        new Column<>("Name", "NAME", Network::name));
  }

  private static String help() {
    return """
        Usage: mydocker network ls [OPTIONS]

        Lists networks.

        Options:
        %s

        Examples:
          mydocker network ls
          mydocker network ls -q --no-trunc"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
