package mydocker.command.network;

import java.io.IOException;
import java.io.PrintStream;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Reason;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.network.NetworkStore;
import mydocker.network.NoSuchNetworkException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Removes networks: {@code mydocker network rm NETWORK...}. */
public final class NetworkRmCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "network rm [-f] NETWORK [NETWORK...]",
          "remove networks",
          1,
          Integer.MAX_VALUE,
          new Options().addOption("f", "force", false, "one that is not there is no error"),
          "Removes networks on which no container is that runs.",
          "mydocker network rm back office");

  public NetworkRmCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    NetworkStore networks = global.home().containers().networks();
    boolean force = line.hasOption("force");
    int code = 0;
    for (String reference : line.getArgList()) {
      try {
        networks.remove(networks.find(reference));
        out.println(reference);
      } catch (NoSuchNetworkException e) {
        if (!force) {
          err.println("mydocker: " + e.getMessage());
          code = 1;
        }
      } catch (IOException e) {
        err.println("mydocker: " + Reason.of(e));
        code = 1;
      }
    }
    return code;
  }
}
