package mydocker.container;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import mydocker.config.Config;
import mydocker.config.Connection;
import mydocker.config.NetworkMode;
import mydocker.config.NetworkSpec;
import mydocker.linux.ProcessId;
import mydocker.network.Cable;
import mydocker.network.Driver;
import mydocker.network.Endpoint;
import mydocker.network.JoinRequest;
import mydocker.network.Network;
import mydocker.network.NetworkStore;
import mydocker.network.NoSuchNetworkException;
import mydocker.network.PublishedPort;
import mydocker.network.Veth;

/** Connects a container to networks, and takes it off them, whether it runs or not. */
final class Wiring {
  private static final String DEVICE = "eth";

  private final Container container;
  private final Config config;
  private final ContainerStore store;
  private final NetworkStore networks;

  Wiring(Container container, ContainerStore store) throws IOException {
    this.container = container;
    this.store = store;
    config = container.writtenConfig();
    networks = store.networks();
  }

  /**
   * Connects it, now if it runs, and whenever it will be started.
   *
   * @throws IOException if it cannot be on that network, in docker's words; nothing is changed
   */
  void connect(Connection connection) throws IOException {
    Network network = networks.find(connection.network());
    requireOwnStack(network);
    requireOff(config.spec().network(), network);
    network.requireAllowed(connection.address(), connection.aliases());
    Optional<ProcessId> process = container.state().process();
    if (process.isPresent()) {
      plugIn(network, connection, process.get());
    }
    store.change(
        container,
        now -> {
          requireOff(now.spec().network(), network); // somebody else may do the same
          return now.with(now.spec().network().with(connection));
        });
  }

  private void requireOff(NetworkSpec spec, Network network) throws IOException {
    if (find(spec, network).isPresent()) {
      throw new IOException(
          "endpoint with name %s already exists in network %s"
              .formatted(config.name(), network.name()));
    }
  }

  private void requireOwnStack(Network network) throws IOException {
    NetworkMode mode = config.spec().network().mode();
    String conflict =
        switch (network.driver()) {
          case HOST ->
              "container cannot be disconnected from host network or connected to host network";
          case NULL ->
              "container cannot be connected to multiple networks with one of the networks in"
                  + " private (none) mode";
          case BRIDGE ->
              mode.isHost() || mode.container().isPresent()
                  ? "container sharing network namespace with another container or host cannot be"
                      + " connected to any other network"
                  : "";
        };
    if (!conflict.isEmpty()) {
      throw new IOException(conflict);
    }
  }

  /** Which of its connections is one to a network, by whatever name. */
  private Optional<Connection> find(NetworkSpec spec, Network network) throws IOException {
    for (Connection connection : spec.connections()) {
      try {
        if (networks.find(connection.network()).id().equals(network.id())) {
          return Optional.of(connection);
        }
      } catch (NoSuchNetworkException e) {
        // it was removed, which is an error only when the container is started
      }
    }
    return Optional.empty();
  }

  private void plugIn(Network network, Connection connection, ProcessId process)
      throws IOException {
    List<Endpoint> others = networks.endpointsOf(config.id().digits());
    JoinRequest request =
        new JoinRequest(
            config.id().digits(),
            config.name(),
            config.hostname(),
            connection.aliases(),
            connection.address(),
            freeDevice(others),
            List.of());
    Cable cable = networks.join(network, request);
    try {
      networks.plugIn(cable, process.pid(), !network.internal() && !hasWayOut(others));
      if (!process.isAlive()) {
        throw new IOException("container " + config.id() + " is not running");
      }
    } catch (IOException e) {
      networks.leave(network, config.id().digits());
      throw e;
    }
  }

  private static String freeDevice(List<Endpoint> others) {
    int number = 0;
    while (isTaken(DEVICE + number, others)) {
      number++;
    }
    return DEVICE + number;
  }

  private static boolean isTaken(String device, List<Endpoint> others) {
    return others.stream().anyMatch(endpoint -> endpoint.inside().equals(device));
  }

  private boolean hasWayOut(List<Endpoint> others) throws IOException {
    for (Endpoint other : others) {
      if (!networks.find(other.network()).internal()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes it off a network, now and for good.
   *
   * @throws IOException if it is not on it, in docker's words
   */
  void disconnect(Network network) throws IOException {
    if (network.driver() == Driver.HOST) {
      throw new IOException(
          "container cannot be disconnected from host network or connected to host network");
    }
    Optional<Connection> connection = find(config.spec().network(), network);
    String id = config.id().digits();
    // Whoever connected or disconnected it may have been killed half-way.
    boolean isOnIt = networks.endpointsOf(id).stream().anyMatch(e -> isOn(e, network));
    if (connection.isEmpty() && !isOnIt) {
      throw new IOException(
          "container %s is not connected to network %s".formatted(config.id(), network.name()));
    }
    if (connection.isPresent()) {
      store.change(container, now -> now.with(now.spec().network().without(connection.get())));
    }
    List<PublishedPort> ports = publishedBy(network);
    networks.leave(network, id);
    Optional<ProcessId> process = container.state().process();
    if (process.isPresent()) {
      findWayOut(process.get(), ports);
    }
  }

  private List<PublishedPort> publishedBy(Network network) throws IOException {
    return networks.endpointsOf(config.id().digits()).stream()
        .filter(endpoint -> isOn(endpoint, network))
        .flatMap(endpoint -> endpoint.ports().stream())
        .toList();
  }

  /** If its way out has gone with a network it is the next one; and so is the way to its ports. */
  private void findWayOut(ProcessId process, List<PublishedPort> ports) throws IOException {
    try {
      for (Endpoint endpoint : networks.endpointsOf(config.id().digits())) {
        Network network = networks.find(endpoint.network());
        if (!network.internal()) {
          Veth.ensureWayOut(process.pid(), network.addresses().orElseThrow().gateway());
          if (!ports.isEmpty()) {
            networks.publish(network, config.id().digits(), ports);
          }
          return;
        }
      }
    } catch (IOException e) {
      if (process.isAlive()) {
        throw e;
      }
    }
  }

  private static boolean isOn(Endpoint endpoint, Network network) {
    return endpoint.network().equals(network.id());
  }
}
