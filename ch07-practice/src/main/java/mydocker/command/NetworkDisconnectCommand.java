package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mydocker.container.ContainerStore;
import mydocker.network.Network;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Takes a container off a network: {@code mydocker network disconnect NETWORK CONTAINER}. */
public final class NetworkDisconnectCommand implements Command {
  static final Options OPTIONS =
      new Options()
          .addOption("f", "force", false, "docker's; one that runs is taken off without it, too")
          .addOption(null, "help", false, "print this");

  private final GlobalOptions global;
  private final PrintStream out;

  /** Prints its help to {@code out}. */
  public NetworkDisconnectCommand(GlobalOptions global, PrintStream out) {
    this.global = global;
    this.out = out;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("network disconnect", OPTIONS, arguments, 2, 2);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    ContainerStore containers = global.home().containers();
    Network network = containers.networks().find(line.getArgList().get(0));
    containers.find(line.getArgList().get(1)).disconnect(network);
    return 0;
  }

  private static String help() {
    return """
        Usage: mydocker network disconnect [-f] NETWORK CONTAINER

        Takes a container off a network: at once if it runs, and for its next starts.

        Options:
        %s

        Example:
          mydocker network disconnect bridge web"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
