package mydocker.network;

/**
 * Which addresses a network has, and for whom: what docker calls an IPAM config.
 *
 * @param subnet all of them: /8 to /30
 */
public record AddressPlan(Subnet subnet) {
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
  }

  /** The bridge's own, where its containers send what is for elsewhere. */
  public Ipv4 gateway() {
    return subnet.address(1);
  }
}
