package mydocker.command.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import mydocker.cli.Arguments;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.network.Network;
import mydocker.network.NetworkStore;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Removes all networks that nobody uses: {@code mydocker network prune [-f]}. */
public final class NetworkPruneCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "network prune [OPTIONS]",
          "remove all networks that nobody uses",
          0,
          0,
          new Options()
              .addOption("f", "force", false, "do not ask")
              .addOption(null, "filter", true, "only some: label=NAME[=VALUE]"),
          "Removes all networks that you have made and on which no container is that runs.",
          "mydocker network prune -f");

  private static final String WARNING =
      """
      WARNING! This will remove all custom networks not used by at least one container.
      Are you sure you want to continue? [y/N]\s""";

  private final InputStream in;

  public NetworkPruneCommand(
      GlobalOptions global, InputStream in, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
    this.in = in;
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    NetworkStore networks = global.home().containers().networks();
    NetworkFilters filters = new NetworkFilters(networks, Set.of("label"));
    for (String filter : Arguments.values(line, "filter")) {
      filters.add(filter);
    }
    if (line.hasOption("force") || agrees()) {
      prune(networks, filters);
    }
    return 0;
  }

  private boolean agrees() throws IOException {
    out.print(WARNING);
    out.flush();
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    String answer = lines.readLine();
    return answer != null && Set.of("y", "yes").contains(answer.strip().toLowerCase(Locale.ROOT));
  }

  private void prune(NetworkStore networks, NetworkFilters filters) throws IOException {
    String heading = "Deleted Networks:\n";
    for (Network network : networks.list()) {
      if (!network.isPredefined()
          && networks.endpoints(network).isEmpty()
          && filters.accept(network)) {
        networks.remove(network);
        out.println(heading + network.name());
        heading = "";
      }
    }
    if (heading.isEmpty()) {
      out.println();
    }
  }
}
