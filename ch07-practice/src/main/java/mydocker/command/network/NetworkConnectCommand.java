package mydocker.command.network;

import java.io.IOException;
import java.io.PrintStream;
import mydocker.cli.GlobalOptions;
import mydocker.cli.NetworkOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.config.Connection;
import mydocker.container.ContainerStore;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Connects a container to one more network: {@code mydocker network connect NETWORK CONTAINER}. */
public final class NetworkConnectCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "network connect [OPTIONS] NETWORK CONTAINER",
          "connect a container to one more network",
          2,
          2,
          new Options()
              .addOption(null, "alias", true, "one more name by which others find it there")
              .addOption(null, "ip", true, "its address there, such as 172.18.0.22"),
          "Connects a container to one more network: at once if it runs, and at each start.",
          """
          mydocker network connect back web
          mydocker network connect --ip 10.5.0.7 --alias db back box""");

  public NetworkConnectCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    Connection connection =
        new Connection(
            line.getArgList().get(0),
            NetworkOptions.address(line),
            NetworkOptions.aliases(line, "alias"));
    ContainerStore containers = global.home().containers();
    containers.find(line.getArgList().get(1)).connect(connection);
    return 0;
  }
}
