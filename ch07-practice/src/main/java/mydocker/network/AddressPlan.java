package mydocker.network;

import java.util.Optional;

/**
 * Which addresses a network has, and for whom: what docker calls an IPAM config.
 *
 * @param subnet all of them: /8 to /30
 * @param range those that are handed out when none is asked for: the subnet, or a part of it
 * @param gateway the bridge's own, where its containers send what is for elsewhere
 */
public record AddressPlan(Subnet subnet, Subnet range, Ipv4 gateway) {
  private static final int MIN_PREFIX = 8;
  private static final int MAX_PREFIX = 30;

  /**
   * A plan.
   *
   * @throws IllegalArgumentException in docker's words, if no network can have it
   */
  public AddressPlan {
    if (subnet.prefix() < MIN_PREFIX) {
      throw new IllegalArgumentException(
          "invalid subnet %s: it is too large: use a prefix of 8 to 30 bits".formatted(subnet));
    }
    if (subnet.prefix() > MAX_PREFIX) {
      throw new IllegalArgumentException(
          ("invalid subnet %s: it has no address for a container besides those of the network,"
                  + " the gateway and the broadcast: use a prefix of 8 to 30 bits")
              .formatted(subnet));
    }
    if (range.prefix() < subnet.prefix()) {
      throw new IllegalArgumentException(
          "invalid ip-range %s: CIDR block is bigger than its parent subnet %s"
              .formatted(range, subnet));
    }
    if (!subnet.contains(range)) {
      throw new IllegalArgumentException(
          "invalid ip-range %s: parent subnet %s doesn't contain ip-range"
              .formatted(range, subnet));
    }
    if (!subnet.contains(gateway)) {
      throw new IllegalArgumentException(
          "invalid gateway %s: parent subnet %s doesn't contain this address"
              .formatted(gateway, subnet));
    }
    if (gateway.equals(subnet.first()) || gateway.equals(subnet.broadcast())) {
      throw new IllegalArgumentException(
          "invalid gateway %s: it is the address of the network %s itself, or its broadcast address"
              .formatted(gateway, subnet));
    }
  }

  /**
   * The plan of one who says only part of it. As docker has it, the range is all of the subnet, and
   * the gateway is the first address of the range.
   *
   * @throws IllegalArgumentException as the constructor
   */
  public static AddressPlan of(Subnet subnet, Optional<Subnet> range, Optional<Ipv4> gateway) {
    Subnet handedOut = range.orElse(subnet);
    Ipv4 first = handedOut.first();
    return new AddressPlan(
        subnet, handedOut, gateway.orElse(first.equals(subnet.first()) ? first.plus(1) : first));
  }
}
