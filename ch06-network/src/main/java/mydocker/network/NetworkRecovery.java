package mydocker.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings in order what is not as it is written down: after a reboot nothing is there, and whoever
 * was killed has left something.
 */
final class NetworkRecovery {
  private final NetworkRegistry registry;
  private final NetworkPlans plans;
  private final Members members;

  NetworkRecovery(NetworkRegistry registry, NetworkPlans plans, Members members) {
    this.registry = registry;
    this.plans = plans;
    this.members = members;
  }

  /** A network with a device and addresses that the host has, or can have. */
  Network prepared(Network network, HostSide host) throws IOException {
    if (host.isUp(network)) {
      return network;
    }
    // Nobody has chosen the addresses of the default one, so it need not keep them.
    if (network.isPredefined() && registry.files(network).readEndpoints().isEmpty()) {
      Network planned =
          network.with(
              host.defaultDevice(network), host.network().mtu(), plans.defaultPlan(network, host));
      registry.files(network).write(planned);
      return planned;
    }
    if (host.isMissing(network)) {
      NetworkPlans.requireFree(network.addresses().orElseThrow().subnet(), host);
    }
    return network;
  }

  /**
   * Makes what is missing of a network's bridge and rules: after a reboot all is, the default one
   * comes and goes, and others may have thrown away all rules of the host. By now an endpoint is
   * written down, with which it goes.
   */
  void raiseFor(Endpoint endpoint, HostSide host, Network network) throws IOException {
    try {
      host.raise(network);
    } catch (IOException | RuntimeException e) {
      try {
        undo(network, List.of(endpoint));
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  /** Takes those off a network whose runs were killed. */
  void sweep(Network network) throws IOException {
    List<Endpoint> left = new ArrayList<>();
    for (Endpoint endpoint : registry.files(network).readEndpoints()) {
      if (!members.isUp(endpoint.container())) {
        left.add(endpoint);
      }
    }
    undo(network, left);
  }

  /** Takes some off a network, whatever is there of them. */
  void undo(Network network, List<Endpoint> endpoints) throws IOException {
    if (endpoints.isEmpty()) {
      return;
    }
    NetworkFiles files = registry.files(network);
    Set<String> gone = endpoints.stream().map(Endpoint::id).collect(Collectors.toSet());
    List<Endpoint> others = new ArrayList<>(files.readEndpoints());
    others.removeIf(endpoint -> gone.contains(endpoint.id()));
    boolean isLast = others.isEmpty() && network.isPredefined();
    HostSide.remove(endpoints, isLast ? List.of(network) : List.of());
    try (AddressPool pool = registry.pool(network)) {
      for (Endpoint endpoint : endpoints) {
        pool.release(endpoint.address());
        files.delete(endpoint);
        pool.settle();
      }
    }
    for (Endpoint endpoint : endpoints) {
      members.left(network, endpoint.container());
    }
    members.changed(network, others);
  }
}
