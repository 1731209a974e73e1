package mydocker.command.network;

import java.io.IOException;
import java.io.PrintStream;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.container.ContainerStore;
import mydocker.network.Network;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Takes a container off a network: {@code mydocker network disconnect NETWORK CONTAINER}. */
public final class NetworkDisconnectCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "network disconnect [-f] NETWORK CONTAINER",
          "take a container off a network",
          2,
          2,
          new Options()
              .addOption(
                  "f", "force", false, "docker's; one that runs is taken off without it, too"),
          "Takes a container off a network: at once if it runs, and for its next starts.",
          "mydocker network disconnect bridge web");

  public NetworkDisconnectCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    ContainerStore containers = global.home().containers();
    Network network = containers.networks().find(line.getArgList().get(0));
    containers.find(line.getArgList().get(1)).disconnect(network);
    return 0;
  }
}
