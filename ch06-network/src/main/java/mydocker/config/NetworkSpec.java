package mydocker.config;

import java.util.List;
import mydocker.network.Network;
import mydocker.network.PortBinding;

/**
 * What a container is to have of networks.
 *
 * @param mode whose network stack it has
 * @param networks those that it is on, in the order of its devices: names, or IDs
 * @param ports those of its ports that are to be reached through the host
 */
public record NetworkSpec(NetworkMode mode, List<String> networks, List<PortBinding> ports) {
  /** On the default network, and nothing else. */
  public static final NetworkSpec DEFAULT =
      new NetworkSpec(NetworkMode.DEFAULT, List.of(Network.DEFAULT), List.of());

  /** On no network. */
  public static final NetworkSpec NONE = new NetworkSpec(NetworkMode.NONE, List.of(), List.of());

  /** All ports that are to be reached through the host; none if it is on no network. */
  public List<PortBinding> published() {
    return mode.isOnNetworks() ? ports : List.of();
  }
}
