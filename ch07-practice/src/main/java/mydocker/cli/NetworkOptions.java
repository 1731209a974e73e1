package mydocker.cli;

import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mydocker.config.Connection;
import mydocker.config.ExposedPort;
import mydocker.config.NetworkMode;
import mydocker.config.NetworkSpec;
import mydocker.config.Resolver;
import mydocker.network.Ipv4;
import mydocker.network.Network;
import mydocker.network.PortBinding;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** The options that say what a container has of networks, and what docker says to bad ones. */
public final class NetworkOptions {
  private static final String CONTAINER = "container:";
  private static final String ALIAS = "[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,254}";
  private static final String LABEL = "[a-zA-Z0-9_]([a-zA-Z0-9_-]*[a-zA-Z0-9_])?";
  private static final String DOMAIN = "\\.|" + LABEL + "(\\." + LABEL + ")*\\.?";

  private NetworkOptions() {}

  static Options addTo(Options options) {
    return options
        .addOption(null, "network", true, "a network, none, host, or container:NAME; bridge")
        .addOption(null, "ip", true, "its address on the network, such as 172.18.0.22")
        .addOption(null, "network-alias", true, "one more name by which others find it there")
        .addOption("p", "publish", true, "reach a port through the host: [[IP:]HOST_PORT:]PORT")
        .addOption("P", "publish-all", false, "the same for all exposed ports, at random ones")
        .addOption(null, "expose", true, "a port at which it listens: PORT[-PORT][/PROTOCOL]")
        .addOption(null, "dns", true, "a DNS server to ask instead of the host's")
        .addOption(null, "dns-search", true, "a domain in which to look for short names")
        .addOption(null, "dns-option", true, "an option of the resolver: resolv.conf(5)")
        .addOption(null, "add-host", true, "a name with its address for /etc/hosts: NAME:IP");
  }

  /**
   * What the options ask for.
   *
   * @param err for what is asked for in vain
   */
  static NetworkSpec parse(CommandLine line, PrintStream err) throws ParseException {
    List<String> networks = networks(line);
    NetworkMode mode = new NetworkMode(networks.get(0));
    NetworkSpec spec =
        new NetworkSpec(
            mode,
            connections(line, networks),
            exposed(line),
            published(line),
            line.hasOption("publish-all"),
            resolver(line));
    boolean publishes = spec.publishAll() || !spec.ports().isEmpty();
    if (mode.container().isPresent()) {
      requireNothingOfItsOwn(line, spec, publishes);
    } else if (publishes && !mode.isOnNetworks()) {
      err.printf("WARNING: Published ports are discarded when using %s network mode%n", mode);
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
      if (network.equals(CONTAINER)) {
        throw new ParseException(
            "Invalid network mode: invalid container format container:<name|id>");
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

  /** What is asked for without a network's name is for the first one. */
  private static List<Connection> connections(CommandLine line, List<String> networks)
      throws ParseException {
    List<String> aliases = aliases(line, "network-alias");
    Optional<Ipv4> address = address(line);
    if (!isMade(networks.get(0))) {
      requireNeither(address, aliases);
    }
    List<Connection> connections = new ArrayList<>();
    for (String network : networks) {
      if (new NetworkMode(network).isOnNetworks()) {
        boolean isFirst = connections.isEmpty();
        connections.add(
            new Connection(
                network, isFirst ? address : Optional.empty(), isFirst ? aliases : List.of()));
      }
    }
    return connections;
  }

  private static void requireNeither(Optional<Ipv4> address, List<String> aliases)
      throws ParseException {
    if (!aliases.isEmpty()) {
      throw new ParseException(
          "network-scoped aliases are only supported for user-defined networks");
    }
    if (address.isPresent()) {
      throw new ParseException(
          "user specified IP address is supported on user defined networks only");
    }
  }

  /** The address that a container is to have, if one is asked for. */
  public static Optional<Ipv4> address(CommandLine line) throws ParseException {
    String text = line.getOptionValue("ip");
    try {
      return text == null ? Optional.empty() : Optional.of(Ipv4.parse(text));
    } catch (IllegalArgumentException e) {
      throw invalid(text, "ip", e.getMessage());
    }
  }

  /** Names that fit into /etc/hosts. */
  public static List<String> aliases(CommandLine line, String option) throws ParseException {
    List<String> aliases = Arguments.values(line, option);
    for (String alias : aliases) {
      if (!alias.matches(ALIAS)) {
        throw invalid(alias, option, "it is no host name: hostname(7)");
      }
    }
    return aliases;
  }

  private static ParseException invalid(String value, String option, String why) {
    return new ParseException("invalid argument \"" + value + "\" for --" + option + ": " + why);
  }

  /** One that shares another's network stack has its ports, its names and its host name, too. */
  private static void requireNothingOfItsOwn(CommandLine line, NetworkSpec spec, boolean publishes)
      throws ParseException {
    String conflict = "";
    if (line.hasOption("hostname")) {
      conflict = "hostname and the network mode";
    } else if (!spec.resolver().servers().isEmpty()) {
      conflict = "dns and the network mode";
    } else if (!spec.resolver().hosts().isEmpty()) {
      conflict = "custom host-to-IP mapping and the network mode";
    } else if (publishes) {
      conflict = "port publishing and the container type network mode";
    } else if (!spec.exposed().isEmpty()) {
      conflict = "port exposing and the container type network mode";
    }
    if (!conflict.isEmpty()) {
      throw new ParseException("conflicting options: " + conflict);
    }
  }

  // ---- ports

  private static List<PortBinding> published(CommandLine line) throws ParseException {
    List<PortBinding> ports = new ArrayList<>();
    for (String text : Arguments.values(line, "publish")) {
      try {
        ports.addAll(PortBinding.parse(text));
      } catch (IllegalArgumentException e) {
        throw new ParseException(e.getMessage());
      }
    }
    return ports;
  }

  /** Those of --expose; what is published is exposed, too. */
  private static List<ExposedPort> exposed(CommandLine line) throws ParseException {
    Set<ExposedPort> exposed = new LinkedHashSet<>();
    for (String text : Arguments.values(line, "expose")) {
      if (text.contains(":")) {
        throw new ParseException("invalid port format for --expose: " + text);
      }
      try {
        exposed.addAll(ExposedPort.parse(text));
      } catch (IllegalArgumentException e) {
        throw new ParseException(
            "invalid range format for --expose: %s, error: %s".formatted(text, e.getMessage()));
      }
    }
    for (PortBinding port : published(line)) {
      exposed.add(new ExposedPort(port.containerPort(), port.protocol()));
    }
    return List.copyOf(exposed);
  }

  // ---- names

  private static Resolver resolver(CommandLine line) throws ParseException {
    List<String> servers = Arguments.values(line, "dns");
    for (String server : servers) {
      if (!isAddress(server)) {
        throw invalid(server, "dns", server + " is not an ip address");
      }
    }
    List<String> search = Arguments.values(line, "dns-search");
    for (String domain : search) {
      if (!domain.matches(DOMAIN)) {
        throw invalid(domain, "dns-search", domain + " is not a valid domain");
      }
    }
    List<String> options = Arguments.values(line, "dns-option");
    for (String option : options) {
      if (!option.matches("\\S+")) {
        throw invalid(option, "dns-option", "it is one word: resolv.conf(5)");
      }
    }
    return new Resolver(servers, search, options, hosts(line));
  }

  private static List<Resolver.Host> hosts(CommandLine line) throws ParseException {
    List<Resolver.Host> hosts = new ArrayList<>();
    for (String text : Arguments.values(line, "add-host")) {
      String[] parts = text.split(text.contains("=") ? "=" : ":", 2);
      if (parts.length < 2 || !parts[0].matches("[^\\s:#]+")) {
        throw new ParseException("bad format for add-host: \"%s\"".formatted(text));
      }
      String address = parts[1].replaceFirst("^\\[(.*)]$", "$1");
      if (!isAddress(address)) {
        throw new ParseException("invalid IP address in add-host: \"%s\"".formatted(parts[1]));
      }
      hosts.add(new Resolver.Host(parts[0], address));
    }
    return hosts;
  }

  /** Whether it is an address of version 4 or 6; no name is looked up. */
  private static boolean isAddress(String text) {
    try {
      if (text.contains(":")) {
        return text.matches("[0-9a-fA-F:.]+") && InetAddress.getByName(text) != null;
      }
      return Ipv4.parse(text) != null;
    } catch (UnknownHostException | IllegalArgumentException e) {
      return false;
    }
  }
}
