package mydocker.config;

import java.util.ArrayList;
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
 * @param ports those of its ports that are to be reached through the host
 * @param publishAll whether all others at which it listens are, too
 * @param resolver how it finds names
 */
public record NetworkSpec(
    NetworkMode mode,
    List<Connection> connections,
    List<ExposedPort> exposed,
    List<PortBinding> ports,
    boolean publishAll,
    Resolver resolver) {
  /** On the default network, and nothing else. */
  public static final NetworkSpec DEFAULT =
      new NetworkSpec(
          NetworkMode.DEFAULT,
          List.of(Connection.DEFAULT),
          List.of(),
          List.of(),
          false,
          Resolver.HOSTS);

  /** On no network. */
  public static final NetworkSpec NONE =
      new NetworkSpec(NetworkMode.NONE, List.of(), List.of(), List.of(), false, Resolver.HOSTS);

  /** All ports that are to be reached through the host; none if it is on no network. */
  public List<PortBinding> published() {
    if (!mode.isOnNetworks() || connections.isEmpty()) { // it may have been taken off all
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
    return new NetworkSpec(mode, connections, all, ports, publishAll, resolver);
  }

  /** This one, with another word for whose network stack it has. */
  public NetworkSpec with(NetworkMode newMode) {
    return new NetworkSpec(newMode, connections, exposed, ports, publishAll, resolver);
  }

  public NetworkSpec with(Connection connection) {
    List<Connection> all = new ArrayList<>(connections);
    all.add(connection);
    return new NetworkSpec(mode, List.copyOf(all), exposed, ports, publishAll, resolver);
  }

  public NetworkSpec without(Connection connection) {
    List<Connection> others = connections.stream().filter(c -> !c.equals(connection)).toList();
    return new NetworkSpec(mode, others, exposed, ports, publishAll, resolver);
  }
}
