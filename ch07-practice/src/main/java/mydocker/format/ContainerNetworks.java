package mydocker.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mydocker.config.Connection;
import mydocker.config.NetworkMode;
import mydocker.config.NetworkSpec;
import mydocker.container.Container;
import mydocker.network.Endpoint;
import mydocker.network.Network;
import mydocker.network.NetworkStore;
import mydocker.network.NoSuchNetworkException;

/** The networks of a container, whether it runs or not, in the order of its devices. */
final class ContainerNetworks {
  /**
   * One of them.
   *
   * @param connection what was asked for
   * @param network nothing if it was removed meanwhile
   * @param endpoint the container's place on it, if it runs
   */
  record Member(Connection connection, Optional<Network> network, Optional<Endpoint> endpoint) {
    /** The network's name. */
    String name() {
      return network.map(Network::name).orElse(connection.network());
    }

    /** Whether a word names the network: its name, its ID, or the beginning of that. */
    boolean isCalled(String reference) {
      return name().equals(reference)
          || !reference.isEmpty() && network.filter(n -> n.id().startsWith(reference)).isPresent();
    }
  }

  private ContainerNetworks() {}

  /** Docker counts host and none as networks, too. */
  static List<Member> of(NetworkStore networks, Container container) throws IOException {
    NetworkSpec spec = container.config().spec().network();
    NetworkMode mode = spec.mode();
    List<Connection> connections = spec.connections();
    if (connections.isEmpty() && (mode.isHost() || mode.isNone())) {
      connections = List.of(new Connection(mode.text(), Optional.empty(), List.of()));
    }
    List<Endpoint> endpoints = container.endpoints();
    List<Member> members = new ArrayList<>();
    for (Connection connection : connections) {
      Optional<Network> network = find(networks, connection.network());
      Optional<Endpoint> endpoint =
          endpoints.stream()
              .filter(e -> network.filter(n -> n.id().equals(e.network())).isPresent())
              .findFirst();
      members.add(new Member(connection, network, endpoint));
    }
    return members;
  }

  private static Optional<Network> find(NetworkStore networks, String reference)
      throws IOException {
    try {
      return Optional.of(networks.find(reference));
    } catch (NoSuchNetworkException e) {
      return Optional.empty();
    }
  }
}
