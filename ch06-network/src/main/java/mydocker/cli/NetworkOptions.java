package mydocker.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import mydocker.config.NetworkMode;
import mydocker.config.NetworkSpec;
import mydocker.network.Forwarding;
import mydocker.network.Network;
import mydocker.network.PortBinding;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** The options that say what a container has of networks, and what docker says to bad ones. */
final class NetworkOptions {
  private NetworkOptions() {}

  static Options addTo(Options options) {
    return options
        .addOption(null, "network", true, "a network, none or host; bridge")
        .addOption("p", "publish", true, "reach a port through the host: [[IP:]HOST_PORT:]PORT");
  }

  /**
   * What the options ask for.
   *
   * @param err for what is asked for in vain
   */
  static NetworkSpec parse(CommandLine line, PrintStream err) throws ParseException, IOException {
    List<String> networks = networks(line);
    NetworkMode mode = new NetworkMode(networks.get(0));
    NetworkSpec spec =
        new NetworkSpec(mode, mode.isOnNetworks() ? networks : List.of(), published(line));
    if (!spec.ports().isEmpty() && !mode.isOnNetworks()) {
      err.printf("WARNING: Published ports are discarded when using %s network mode%n", mode);
    }
    if (mode.isOnNetworks() && !Forwarding.isOn()) {
      err.println(
          "WARNING: IPv4 forwarding is disabled: the container reaches this host only, and is"
              + " reached from there: sysctl -w net.ipv4.ip_forward=1");
    }
    return spec;
  }

  // ---- networks

  /** In the order of their devices; docker calls the default one by two names. */
  private static List<String> networks(CommandLine line) throws ParseException {
    List<String> networks = new ArrayList<>();
    for (String value : Arguments.values(line, "network")) {
      String network = value.equals("default") ? Network.DEFAULT : value;
      if (network.isBlank()) {
        throw new ParseException("no name set for network");
      }
      if (networks.contains(network)) {
        throw new ParseException("network \"%s\" is specified multiple times".formatted(network));
      }
      networks.add(network);
    }
    if (networks.size() > 1 && networks.stream().anyMatch(network -> !isMade(network))) {
      throw new ParseException(
          "conflicting options: cannot attach both user-defined and non-user-defined"
              + " network-modes");
    }
    return networks.isEmpty() ? List.of(Network.DEFAULT) : networks;
  }

  /** Whether it is a network that somebody has made. */
  private static boolean isMade(String network) {
    return !network.equals(Network.DEFAULT) && new NetworkMode(network).isOnNetworks();
  }

  // ---- ports

  private static List<PortBinding> published(CommandLine line) throws ParseException {
    List<PortBinding> ports = new ArrayList<>();
    for (String text : Arguments.values(line, "publish")) {
      try {
        ports.add(PortBinding.parse(text));
      } catch (IllegalArgumentException e) {
        throw new ParseException(e.getMessage());
      }
    }
    return ports;
  }
}
