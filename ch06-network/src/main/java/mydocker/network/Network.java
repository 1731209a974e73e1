package mydocker.network;

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
 */
public record Network(
    String id,
    String name,
    String device,
    int mtu,
    Optional<AddressPlan> addresses,
    boolean internal) {
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
    return name.equals(DEFAULT);
  }

  /** Whether containers on it find each other by name: on all but the default one, as docker's. */
  public boolean resolvesNames() {
    return !isPredefined();
  }

  /** The same with another bridge and other addresses. */
  Network with(String newDevice, int newMtu, AddressPlan plan) {
    return new Network(id, name, newDevice, newMtu, Optional.of(plan), internal);
  }
}
