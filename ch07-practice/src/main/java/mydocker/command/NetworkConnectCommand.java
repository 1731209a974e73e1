package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mydocker.container.Connection;
import mydocker.container.ContainerStore;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Connects a container to one more network: {@code mydocker network connect NETWORK CONTAINER}. */
public final class NetworkConnectCommand implements Command {
  static final Options OPTIONS =
      new Options()
          .addOption(null, "alias", true, "one more name by which others find it there")
          .addOption(null, "ip", true, "its address there, such as 172.18.0.22")
          .addOption(null, "help", false, "print this");

  private final GlobalOptions global;
  private final PrintStream out;

  /** Prints its help to {@code out}. */
  public NetworkConnectCommand(GlobalOptions global, PrintStream out) {
    this.global = global;
    this.out = out;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("network connect", OPTIONS, arguments, 2, 2);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    Connection connection =
        new Connection(
            line.getArgList().get(0),
            NetworkOptions.address(line),
            NetworkOptions.aliases(line, "alias"));
    ContainerStore containers = global.home().containers();
    containers.find(line.getArgList().get(1)).connect(connection);
    return 0;
  }

  private static String help() {
    return """
        Usage: mydocker network connect [OPTIONS] NETWORK CONTAINER

        Connects a container to one more network: at once if it runs, and whenever it is started.

        Options:
        %s

        Examples:
          mydocker network connect back web
          mydocker network connect --ip 10.5.0.7 --alias db back box"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
