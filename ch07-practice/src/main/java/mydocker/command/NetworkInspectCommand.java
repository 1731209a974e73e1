package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mydocker.network.NetworkStore;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Tells all about networks: {@code mydocker network inspect [OPTIONS] NETWORK...}. */
public final class NetworkInspectCommand implements Command {
  static final Options OPTIONS =
      new Options()
          .addOption("f", "format", true, "print each by a Go template; json")
          .addOption(null, "help", false, "print this");

  private final GlobalOptions global;
  private final PrintStream out;
  private final PrintStream err;

  /** Prints what is found to {@code out}, and what is missing to {@code err}. */
  public NetworkInspectCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    this.global = global;
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("network inspect", OPTIONS, arguments, 1, Integer.MAX_VALUE);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    NetworkStore networks = global.home().containers().networks();
    return new Inspections(line.getOptionValue("format", ""), out, err)
        .print(
            line.getArgList(),
            reference -> NetworkInspection.json(networks, networks.find(reference)));
  }

  private static String help() {
    return """
        Usage: mydocker network inspect [OPTIONS] NETWORK [NETWORK...]

        Tells all that is known of networks, as JSON: their addresses, and the containers that are
        on them now.

        Options:
        %s

        Examples:
          mydocker network inspect bridge
          mydocker network inspect -f '{{(index .IPAM.Config 0).Subnet}}' back
          mydocker network inspect -f '{{range .Containers}}{{.Name}} {{end}}' back"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
