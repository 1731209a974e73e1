package mydocker.command.network;

import java.io.IOException;
import java.io.PrintStream;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Inspections;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.network.NetworkStore;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Tells all about networks: {@code mydocker network inspect [OPTIONS] NETWORK...}. */
public final class NetworkInspectCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "network inspect [OPTIONS] NETWORK [NETWORK...]",
          "tell all about networks",
          1,
          Integer.MAX_VALUE,
          new Options().addOption("f", "format", true, "print each by a Go template; json"),
          """
          Tells all that is known of networks, as JSON: their addresses, and the containers that are
          on them now.""",
          """
          mydocker network inspect bridge
          mydocker network inspect -f '{{(index .IPAM.Config 0).Subnet}}' back
          mydocker network inspect -f '{{range .Containers}}{{.Name}} {{end}}' back""");

  public NetworkInspectCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    NetworkStore networks = global.home().containers().networks();
    return new Inspections(line.getOptionValue("format", ""), out, err)
        .print(
            line.getArgList(),
            reference -> NetworkInspection.json(networks, networks.find(reference)));
  }
}
