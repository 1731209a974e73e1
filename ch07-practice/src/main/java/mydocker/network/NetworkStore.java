package mydocker.network;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All networks, and who is on them. What several processes of mydocker could do at once is done
 * under the lock of a file.
 *
 * <p>First the paper, then the thing: what is on the host's side of a network or an endpoint is
 * made after it was written down, and removed before that is. So after kill -9 at any point it is
 * known what to undo, or to make again.
 */
public final class NetworkStore {
  private static final String NAME = "[a-zA-Z0-9][a-zA-Z0-9_.-]*";

  private final NetworkRegistry registry;
  private final NetworkPlans plans;
  private final NetworkRecovery recovery;
  private final Members members;

  /**
   * The networks of a root folder.
   *
   * @param lock a file for all of this host: other root folders have other networks, but devices
   *     and addresses are the host's
   * @param members who knows the containers
   */
  public NetworkStore(Path root, Path lock, Members members) {
    registry = new NetworkRegistry(root.resolve("networks"), lock);
    plans = new NetworkPlans(registry);
    recovery = new NetworkRecovery(registry, plans, members);
    this.members = members;
  }

  // ---- what there is

  /** All of them, by name. */
  public List<Network> list() throws IOException {
    return registry.list();
  }

  /**
   * The network that a word names.
   *
   * @param reference its name, its ID, or a beginning of its ID that no other has
   * @throws NoSuchNetworkException if there is none
   * @throws IOException if there are several
   */
  public Network find(String reference) throws IOException {
    return registry.find(reference);
  }

  /** The containers that are on a network now, by address. */
  public List<Endpoint> endpoints(Network network) throws IOException {
    List<Endpoint> up = new ArrayList<>();
    for (Endpoint endpoint : registry.files(network).readEndpoints()) {
      if (members.isUp(endpoint.container())) {
        up.add(endpoint);
      }
    }
    return up;
  }

  /** A container's places on all networks, whether it runs or not, in the order of its devices. */
  public List<Endpoint> endpointsOf(String container) throws IOException {
    return registry.endpointsOf(container);
  }

  // ---- networks

  /**
   * Makes a network, and its bridge.
   *
   * @throws IllegalArgumentException if its name or its addresses are none, in docker's words
   * @throws IOException if its name or its addresses are taken, in docker's words; nothing is left
   */
  public Network create(NetworkRequest request) throws IOException {
    if (!request.name().matches(NAME)) {
      throw new IllegalArgumentException(
          "invalid network name \"%s\": only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed"
              .formatted(request.name()));
    }
    return registry.locked(
        () -> {
          registry.removeUnfinished();
          registry.writePredefined();
          registry.requireFree(request.name());
          HostSide host = new HostSide();
          String id = NetworkRegistry.randomId();
          Network network =
              new Network(
                  id,
                  request.name(),
                  Driver.BRIDGE,
                  HostSide.deviceOf(id),
                  host.network().mtu(),
                  Optional.of(plans.plan(request, host)),
                  request.internal(),
                  Map.copyOf(request.labels()),
                  Instant.now());
          try {
            registry.files(network).write(network);
            recovery.raise(host, network);
          } catch (IOException | RuntimeException e) {
            registry.delete(network);
            throw e;
          }
          return network;
        });
  }

  /**
   * Removes a network, and its bridge.
   *
   * @throws IOException if it is in use, or always there, in docker's words
   */
  public void remove(Network network) throws IOException {
    if (network.isPredefined()) {
      throw new IOException(network.name() + " is a pre-defined network and cannot be removed");
    }
    registry.locked(
        () -> {
          registry.removeUnfinished();
          if (registry.files(network).read().isEmpty()) {
            throw new NoSuchNetworkException(network.name()); // removed meanwhile
          }
          recovery.sweep(network);
          List<Endpoint> active = registry.files(network).readEndpoints();
          if (!active.isEmpty()) {
            throw new IOException(
                "error while removing network: network %s has active endpoints (%s)"
                    .formatted(network.name(), named(active)));
          }
          registry.delete(network);
          return null;
        });
  }

  private static String named(List<Endpoint> endpoints) {
    return endpoints.stream()
        .map(e -> "name:\"%s\" id:\"%s\"".formatted(e.name(), e.id().substring(0, 12)))
        .collect(Collectors.joining(", "));
  }

  // ---- endpoints

  /**
   * Gives a container a place on a network: an address, and a cable that is to be plugged in. The
   * network's bridge is there when this returns.
   *
   * @throws NoSuchNetworkException if the network was removed meanwhile
   * @throws IOException if there is no address for it, in docker's words
   */
  public Cable join(Network wanted, JoinRequest request) throws IOException {
    wanted.requireAllowed(request.address(), request.aliases());
    return registry.locked(
        () -> {
          Network network =
              registry
                  .files(wanted)
                  .read()
                  .orElseThrow(() -> new NoSuchNetworkException(wanted.name()));
          recovery.sweep(network);
          HostSide host = new HostSide();
          network = recovery.prepared(network, host);
          Endpoint endpoint = writeDown(network, request);
          recovery.raiseFor(endpoint, host, network);
          members.changed(network, registry.files(network).readEndpoints());
          return new Cable(network, endpoint);
        });
  }

  /** From now on it is known what to undo. */
  private Endpoint writeDown(Network network, JoinRequest request) throws IOException {
    NetworkFiles files = registry.files(network);
    if (files.readEndpoint(request.container()).isPresent()) {
      throw new IOException(
          "endpoint with name %s already exists in network %s"
              .formatted(request.name(), network.name()));
    }
    try (AddressPool pool = registry.pool(network)) {
      Endpoint endpoint = endpoint(network, request, allocate(pool, request));
      files.write(endpoint);
      pool.settle();
      return endpoint;
    }
  }

  private static Ipv4 allocate(AddressPool pool, JoinRequest request) throws IOException {
    if (request.address().isEmpty()) {
      return pool.allocate();
    }
    pool.allocate(request.address().get());
    return request.address().get();
  }

  private static Endpoint endpoint(Network network, JoinRequest request, Ipv4 address) {
    String id = NetworkRegistry.randomId();
    return new Endpoint(
        network.id(),
        request.container(),
        id,
        request.name(),
        request.hostname(),
        request.aliases(),
        address,
        Veth.of(id).device(),
        request.inside(),
        request.ports());
  }

  /** Takes a container off all networks that it is on; for those whose run it is. */
  public void leave(String container) throws IOException {
    if (!endpointsOf(container).isEmpty()) {
      registry.locked(() -> takeOff(container));
    }
  }

  /** Takes a container off all networks if its run was killed; for anybody, at any time. */
  public void leaveIfLeft(String container) throws IOException {
    if (!endpointsOf(container).isEmpty()) {
      registry.locked(() -> members.isUp(container) ? null : takeOff(container));
    }
  }

  private Void takeOff(String container) throws IOException {
    for (Network network : registry.written()) {
      recovery.undo(network, registry.files(network).readEndpoint(container).stream().toList());
    }
    return null;
  }

  /** Takes a container off one network. */
  public void leave(Network network, String container) throws IOException {
    registry.locked(
        () -> {
          recovery.undo(network, registry.files(network).readEndpoint(container).stream().toList());
          return null;
        });
  }

  /**
   * Plugs in a container's cable.
   *
   * @param pid a process of the container
   * @param isWayOut whether the container sends there what is for none of its networks
   * @throws IOException if the container was taken off the network meanwhile
   */
  public void plugIn(Cable cable, int pid, boolean isWayOut) throws IOException {
    registry.locked(
        () -> {
          Endpoint endpoint = cable.endpoint();
          Optional<Endpoint> written =
              registry.files(cable.network()).readEndpoint(endpoint.container());
          if (written.isEmpty() || !written.get().id().equals(endpoint.id())) {
            throw new IOException(
                "connect container %s: it was taken off network %s meanwhile"
                    .formatted(endpoint.name(), cable.network().name()));
          }
          cable.plugIn(pid, isWayOut);
          return null;
        });
  }

  /** Lets through by a network what is for a container's ports. */
  public void publish(Network network, String container, List<PublishedPort> ports)
      throws IOException {
    registry.locked(
        () -> {
          Optional<Endpoint> endpoint = registry.files(network).readEndpoint(container);
          if (endpoint.isPresent()) {
            Endpoint published = endpoint.get().withPorts(ports);
            registry.files(network).write(published);
            HostSide.publish(published);
          }
          return null;
        });
  }

  /** A container has another name now. */
  public void rename(String container, String name) throws IOException {
    registry.locked(
        () -> {
          for (Network network : registry.written()) {
            NetworkFiles files = registry.files(network);
            Optional<Endpoint> endpoint = files.readEndpoint(container);
            if (endpoint.isPresent()) {
              files.write(endpoint.get().withName(name));
              members.changed(network, files.readEndpoints());
            }
          }
          return null;
        });
  }
}
