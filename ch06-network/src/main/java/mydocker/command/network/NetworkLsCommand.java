package mydocker.command.network;

import java.io.IOException;
import java.io.PrintStream;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.format.Table;
import mydocker.network.Network;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Lists networks: {@code mydocker network ls [OPTIONS]}. */
public final class NetworkLsCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "network ls [OPTIONS]",
          "list networks",
          0,
          0,
          new Options()
              .addOption("q", "quiet", false, "only their IDs")
              .addOption(null, "no-trunc", false, "whole IDs"),
          "Lists networks.",
          """
          mydocker network ls
          mydocker network ls -q --no-trunc""");

  public NetworkLsCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    Table table = new Table("NETWORK ID", "NAME");
    for (Network network : global.home().containers().networks().list()) {
      String id = line.hasOption("no-trunc") ? network.id() : network.brief();
      if (line.hasOption("quiet")) {
        out.println(id);
      } else {
        table.add(id, network.name());
      }
    }
    if (!line.hasOption("quiet")) {
      table.print(out);
    }
    return 0;
  }
}
