package mydocker.container;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import mydocker.network.PortBinding;

/**
 * What a container is to have of networks.
 *
 * @param mode whose network stack it has
 * @param connections the networks that it is on, in the order of its devices
 * @param exposed the ports at which it listens
 * @param ports those that are to be reached through the host
 * @param publishAll whether all others at which it listens are, too
 */
public record NetworkSpec(
    NetworkMode mode,
    List<Connection> connections,
    List<ExposedPort> exposed,
    List<PortBinding> ports,
    boolean publishAll) {
  /** On the default network, and nothing else. */
  public static final NetworkSpec DEFAULT =
      new NetworkSpec(
          NetworkMode.DEFAULT, List.of(Connection.DEFAULT), List.of(), List.of(), false);

  /** On no network. */
  public static final NetworkSpec NONE =
      new NetworkSpec(NetworkMode.NONE, List.of(), List.of(), List.of(), false);

  /**
   * All ports that are to be reached through the host; none where the container has no network
   * stack of its own on a network.
   */
  public List<PortBinding> published() {
    if (!mode.isOnNetworks()) {
      return List.of();
    }
    Stream<PortBinding> rest =
        exposed.stream()
            .filter(port -> publishAll && !isBound(port))
            .map(port -> PortBinding.toAny(port.port(), port.protocol()));
    return Stream.concat(ports.stream(), rest).toList();
  }

  private boolean isBound(ExposedPort port) {
    return ports.stream()
        .anyMatch(p -> p.containerPort() == port.port() && p.protocol() == port.protocol());
  }

  /** This one, with ports at which its image listens. */
  NetworkSpec exposing(Collection<ExposedPort> more) {
    List<ExposedPort> all =
        Stream.concat(exposed.stream(), more.stream()).distinct().sorted().toList();
    return new NetworkSpec(mode, connections, all, ports, publishAll);
  }
}
