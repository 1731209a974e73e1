package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mydocker.network.Network;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Lists networks: {@code mydocker network ls [OPTIONS]}. */
public final class NetworkLsCommand extends Subcommand {
  static final Usage USAGE =
      new Usage(
          "network ls [OPTIONS]",
          "list networks",
          0,
          0,
          new Options()
              .addOption("q", "quiet", false, "only their IDs")
              .addOption(null, "no-trunc", false, "whole IDs"),
          """
          Lists networks.""",
          """
          mydocker network ls
          mydocker network ls -q --no-trunc""");

  /** Prints to {@code out}. */
  public NetworkLsCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  int run(CommandLine line) throws IOException, ParseException {
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
}
