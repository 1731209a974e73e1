package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mydocker.network.NetworkRequest;
import mydocker.network.Subnet;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Makes a network: {@code mydocker network create [OPTIONS] NETWORK}. */
public final class NetworkCreateCommand implements Command {
  static final Options OPTIONS =
      new Options()
          .addOption(null, "subnet", true, "its addresses, such as 172.28.0.0/16; free ones")
          .addOption(null, "internal", false, "without a way out of this host")
          .addOption(null, "help", false, "print this");

  private static final String COMMAND = "network create";

  /** Words that mean something of their own behind --network. */
  private static final Set<String> PREDEFINED = Set.of("bridge", "default", "host", "none");

  private final GlobalOptions global;
  private final PrintStream out;

  /** Prints the network's ID to {@code out}. */
  public NetworkCreateCommand(GlobalOptions global, PrintStream out) {
    this.global = global;
    this.out = out;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse(COMMAND, OPTIONS, arguments, 1, 1);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    NetworkRequest request = request(line);
    try {
      out.println(global.home().containers().networks().create(request).id());
      return 0;
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static NetworkRequest request(CommandLine line) throws ParseException, IOException {
    String name = line.getArgList().get(0);
    if (PREDEFINED.contains(name)) {
      throw new IOException("operation is not permitted on predefined " + name + " network");
    }
    if (Arguments.values(line, "subnet").size() > 1) {
      throw new ParseException("a network has one --subnet: make several networks");
    }
    return new NetworkRequest(name, subnet(line), line.hasOption("internal"));
  }

  private static Optional<Subnet> subnet(CommandLine line) throws ParseException {
    String text = line.getOptionValue("subnet");
    try {
      return Optional.ofNullable(text).map(Subnet::parse);
    } catch (IllegalArgumentException e) {
      throw new ParseException(
          "invalid argument \"%s\" for --subnet: %s".formatted(text, e.getMessage()));
    }
  }

  private static String help() {
    return """
        Usage: mydocker network create [OPTIONS] NETWORK

        Makes a network for containers of this host, and prints its ID: a bridge device, addresses,
        and rules for what may pass.

        Options:
        %s

        Examples:
          mydocker network create back
          mydocker network create --subnet 10.5.0.0/16 office
          mydocker network create --internal vault"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
