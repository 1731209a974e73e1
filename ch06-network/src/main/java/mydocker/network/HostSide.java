package mydocker.network;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The host's side of our networks: bridges, cables and rules. What the host had before stays as it
 * is.
 */
final class HostSide {
  /** How many digits of an ID fit behind "br-" into a device's name, which has 15 characters. */
  private static final int DIGITS = 12;

  private static final Firewall FIREWALL = new Firewall(Path.of("/run/mydocker/iptables.lock"));

  /** What ip(8) tells of it, from the first question on that takes more than a glance. */
  private List<JsonObject> told;

  // ---- what there is

  /** What the host uses already. */
  HostNetwork network() throws IOException {
    return HostNetwork.of(told());
  }

  private List<JsonObject> told() throws IOException {
    if (told == null) {
      told = Ip.look("address show", "route show table all");
    }
    return told;
  }

  private Optional<JsonObject> device(String name) throws IOException {
    return told().stream()
        .filter(found -> found.has("ifname") && found.get("ifname").getAsString().equals(name))
        .findFirst();
  }

  /** Whether a network's bridge is not there at all, so that no route is its own. */
  boolean isMissing(Network network) throws IOException {
    return device(network.device()).isEmpty();
  }

  /** Whether a network's bridge is there, and switched on, and so whole. */
  boolean isUp(Network network) throws IOException {
    return device(network.device()).filter(bridgeOf(network)::isUp).isPresent();
  }

  private static Bridge bridgeOf(Network network) {
    return new Bridge(network.device(), network.id());
  }

  // ---- what is made

  /** The bridge of a network: its name. */
  static String deviceOf(String network) {
    return "br-" + network.substring(0, DIGITS);
  }

  /** The bridge of the default network: its own name, unless somebody else has that. */
  String defaultDevice(Network network) throws IOException {
    Optional<JsonObject> found = device(Network.DEFAULT_DEVICE);
    boolean isFree =
        found.isEmpty() || new Bridge(Network.DEFAULT_DEVICE, network.id()).isOurs(found.get());
    return isFree ? Network.DEFAULT_DEVICE : deviceOf(network.id());
  }

  /** Makes a network's rules and its bridge: in this order, so none is there without rules. */
  void raise(Network network) throws IOException {
    AddressPlan plan = network.addresses().orElseThrow();
    String owner = Rules.ownerOfNetwork(network.id());
    List<Rule> rules =
        Rules.ofNetwork(network.id(), network.device(), plan.subnet(), network.internal());
    FIREWALL.change(List.of(owner), rules);
    bridgeOf(network).up(device(network.device()), plan.gateway(), plan.subnet(), network.mtu());
  }

  /** Lets through what is for an endpoint's published ports. */
  static void publish(Endpoint endpoint) throws IOException {
    if (!endpoint.ports().isEmpty()) {
      FIREWALL.change(
          List.of(), Rules.ofContainer(endpoint.container(), endpoint.address(), endpoint.ports()));
    }
  }

  /**
   * Removes cables and bridges, and the rules for them, as far as they are there. The rules go
   * last, so that nothing is there without them.
   */
  static void remove(List<Endpoint> endpoints, List<Network> networks) throws IOException {
    List<String> links = new ArrayList<>();
    List<String> owners = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      links.add(endpoint.device());
      if (!endpoint.ports().isEmpty()) {
        owners.add(Rules.ownerOfContainer(endpoint.container()));
      }
    }
    for (Network network : networks) {
      links.addAll(bridgeOf(network).links());
      owners.add(Rules.ownerOfNetwork(network.id()));
    }
    Ip.removeLinks(links);
    if (!owners.isEmpty()) {
      FIREWALL.change(owners, List.of());
    }
  }
}
