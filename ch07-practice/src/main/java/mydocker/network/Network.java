package mydocker.network;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network that containers can be on. In libnetwork's words: a network has endpoints, and each
 * endpoint is in the sandbox of a container.
 *
 * @param id 64 hexadecimal digits
 * @param device the bridge on the host; empty if there is none
 * @param mtu how many bytes a packet may have: as many as the host's own way out takes
 * @param addresses its addresses; a default bridge that was never used has none yet
 * @param internal whether it is without a way out of the host
 * @param labels what its owner has written on it
 */
public record Network(
    String id,
    String name,
    Driver driver,
    String device,
    int mtu,
    Optional<AddressPlan> addresses,
    boolean internal,
    Map<String, String> labels,
    Instant created) {
  /** The network of containers that ask for none. */
  public static final String DEFAULT = "bridge";

  /** The bridge of that network, as docker's is docker0. */
  static final String DEFAULT_DEVICE = "mydocker0";

  private static final int SHORT = 12;

  /** The twelve digits that people are shown. */
  public String brief() {
    return id.substring(0, SHORT);
  }

  /** Whether it is there from the beginning, and cannot be removed. */
  public boolean isPredefined() {
    return driver != Driver.BRIDGE || name.equals(DEFAULT);
  }

  /** Whether containers on it find each other by name: on all but the default one, as docker's. */
  public boolean resolvesNames() {
    return driver == Driver.BRIDGE && !isPredefined();
  }

  /**
   * Refuses what only a network has that somebody has made.
   *
   * @throws IOException in docker's words
   */
  public void requireAllowed(Optional<Ipv4> address, List<String> aliases) throws IOException {
    if (driver != Driver.BRIDGE) {
      throw new IOException(
          "network %s has no addresses: name it, --network %s".formatted(brief(), name));
    }
    if (!resolvesNames() && address.isPresent()) {
      throw new IOException("user specified IP address is supported on user defined networks only");
    }
    if (!resolvesNames() && !aliases.isEmpty()) {
      throw new IOException("network-scoped aliases are only supported for user-defined networks");
    }
  }

  /** The same with another bridge and other addresses. */
  Network with(String newDevice, int newMtu, AddressPlan plan) {
    return new Network(
        id, name, driver, newDevice, newMtu, Optional.of(plan), internal, labels, created);
  }
}
