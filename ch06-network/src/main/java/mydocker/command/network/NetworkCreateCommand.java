package mydocker.command.network;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import java.util.Set;
import mydocker.cli.Arguments;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.network.NetworkRequest;
import mydocker.network.Subnet;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Makes a network: {@code mydocker network create [OPTIONS] NETWORK}. */
public final class NetworkCreateCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "network create [OPTIONS] NETWORK",
          "make a network",
          1,
          1,
          new Options()
              .addOption(null, "subnet", true, "its addresses, such as 172.28.0.0/16; free ones")
              .addOption(null, "internal", false, "without a way out of this host"),
          """
          Makes a network for containers of this host, and prints its ID: a bridge device,
          addresses, and rules for what may pass.""",
          """
          mydocker network create back
          mydocker network create --subnet 10.5.0.0/16 office
          mydocker network create --internal vault""");

  /** Words that mean something of their own behind --network. */
  private static final Set<String> PREDEFINED = Set.of("bridge", "default", "host", "none");

  public NetworkCreateCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
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
}
