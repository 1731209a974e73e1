package mydocker.command.network;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import mydocker.cli.Arguments;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.format.Ago;
import mydocker.format.Column;
import mydocker.format.Format;
import mydocker.format.Rows;
import mydocker.network.Network;
import mydocker.network.NetworkStore;
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
              .addOption("f", "filter", true, "only some: driver=bridge, name=back, type=custom")
              .addOption(null, "format", true, Format.OPTION)
              .addOption("q", "quiet", false, "only their IDs")
              .addOption(null, "no-trunc", false, "whole IDs"),
          """
          Lists networks.

          The filters are dangling, driver, id, label, name, scope and type.""",
          """
          mydocker network ls
          mydocker network ls -f type=custom --format '{{.Name}}: {{.Driver}}'
          mydocker network rm $(mydocker network ls -q -f dangling=true)
          mydocker network ls -q --no-trunc""");

  /** All of ours end at this host. */
  static final String SCOPE = "local";

  private static final List<Column<Network>> MORE =
      List.of(
          new Column<>("CreatedAt", "CREATED AT", network -> Ago.at(network.created())),
          new Column<>("IPv6", "IPV6", network -> "false"),
          new Column<>("Internal", "INTERNAL", network -> Boolean.toString(network.internal())),
          new Column<>("Labels", "LABELS", NetworkLsCommand::labels));

  public NetworkLsCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    Format<Network> format = new Format<>(line, MORE);
    Rows<Network> rows = new Rows<>(line, columns(line.hasOption("no-trunc")));
    NetworkStore networks = global.home().containers().networks();
    NetworkFilters filters = new NetworkFilters(networks, NetworkFilters.KEYS);
    for (String filter : Arguments.values(line, "filter")) {
      filters.add(filter);
    }
    for (Network network : networks.list()) {
      if (filters.accept(network)) {
        rows.add(network);
      }
    }
    format.print(rows, out);
    return 0;
  }

  private static List<Column<Network>> columns(boolean whole) {
    return List.of(
        new Column<>("ID", "NETWORK ID", whole ? Network::id : Network::brief),
        new Column<>("Name", "NAME", Network::name),
        new Column<>("Driver", "DRIVER", network -> network.driver().toString()),
        new Column<>("Scope", "SCOPE", network -> SCOPE));
  }

  private static String labels(Network network) {
    return network.labels().entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .sorted()
        .collect(Collectors.joining(","));
  }
}
