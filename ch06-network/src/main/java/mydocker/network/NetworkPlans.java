package mydocker.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which addresses networks have: those that neither another one nor the host uses. */
final class NetworkPlans {
  private final NetworkRegistry registry;

  NetworkPlans(NetworkRegistry registry) {
    this.registry = registry;
  }

  /** The addresses that a new network is to have. */
  AddressPlan plan(NetworkRequest request, HostSide host) throws IOException {
    if (request.subnet().isEmpty()) {
      return freePlan(host, SubnetPools.FOR_USERS);
    }
    Subnet subnet = request.subnet().get();
    AddressPlan plan = new AddressPlan(subnet);
    for (Subnet other : registry.subnets()) {
      if (subnet.overlaps(other)) {
        throw new IOException("Pool overlaps with other one on this address space");
      }
    }
    requireFree(subnet, host);
    return plan;
  }

  /** Refuses addresses that the host reaches already. */
  static void requireFree(Subnet subnet, HostSide host) throws IOException {
    Optional<HostNetwork.Route> route = host.network().overlapping(subnet);
    if (route.isPresent()) {
      throw new IOException(
          ("Pool overlaps with other one on this address space: the host reaches %s by its device"
                  + " %s (ip route): make a network with another --subnet than %s")
              .formatted(route.get().subnet(), route.get().device(), subnet));
    }
  }

  private AddressPlan freePlan(HostSide host, SubnetPools pools) throws IOException {
    List<Subnet> used = new ArrayList<>(host.network().used());
    used.addAll(registry.subnets());
    return new AddressPlan(pools.firstFree(used));
  }

  /** Those that the default one has today: its last ones, if they are free. */
  AddressPlan defaultPlan(Network network, HostSide host) throws IOException {
    boolean isFree =
        network.addresses().isPresent()
            && host.network().overlapping(network.addresses().get().subnet()).isEmpty();
    return isFree ? network.addresses().get() : freePlan(host, SubnetPools.DEFAULT);
  }
}
