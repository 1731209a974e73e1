package mydocker.command.network;

import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import mydocker.cli.Arguments;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.network.Ipv4;
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
              .addOption("d", "driver", true, "what it is made of: bridge, and nothing else")
              .addOption(null, "subnet", true, "its addresses, such as 172.28.0.0/16; free ones")
              .addOption(null, "gateway", true, "the host's address on it; the first one")
              .addOption(null, "ip-range", true, "those of its addresses that containers get; all")
              .addOption(null, "label", true, "write something on it: NAME=VALUE")
              .addOption(null, "internal", false, "without a way out of this host"),
          """
          Makes a network for containers of this host, and prints its ID: a bridge device,
          addresses, and rules for what may pass.""",
          """
          mydocker network create back
          mydocker network create --subnet 10.5.0.0/16 office
          mydocker network create --subnet 10.6.0.0/16 --ip-range 10.6.1.0/24 lab
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
    requireBridge(line.getOptionValue("driver", "bridge"));
    String name = line.getArgList().get(0);
    if (PREDEFINED.contains(name)) {
      throw new IOException("operation is not permitted on predefined " + name + " network");
    }
    if (Arguments.values(line, "subnet").size() > 1) {
      throw new ParseException("a network has one --subnet: make several networks");
    }
    return new NetworkRequest(
        name,
        value(line, "subnet", Subnet::parse),
        value(line, "gateway", Ipv4::parse),
        value(line, "ip-range", Subnet::parse),
        line.hasOption("internal"),
        labels(line));
  }

  private static void requireBridge(String driver) throws IOException {
    switch (driver) {
      case "bridge" -> {}
      case "host", "null" ->
          throw new IOException("only one instance of \"" + driver + "\" network is allowed");
      default -> throw new IOException("plugin \"" + driver + "\" not found: there is bridge only");
    }
  }

  private static <T> Optional<T> value(CommandLine line, String option, Function<String, T> reader)
      throws ParseException {
    String text = line.getOptionValue(option);
    try {
      return Optional.ofNullable(text).map(reader);
    } catch (IllegalArgumentException e) {
      throw new ParseException(
          "invalid argument \"%s\" for --%s: %s".formatted(text, option, e.getMessage()));
    }
  }

  private static Map<String, String> labels(CommandLine line) throws ParseException {
    Map<String, String> labels = new LinkedHashMap<>();
    for (String label : Arguments.values(line, "label")) {
      String[] parts = label.split("=", 2);
      if (parts[0].isBlank()) {
        throw new ParseException("invalid label \"%s\": it has no name".formatted(label));
      }
      labels.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    return labels;
  }
}
