package mydocker.network;

import java.io.IOException;
import java.util.Optional;

/**
 * A container's connection with a network, which is to be plugged in.
 *
 * @param network where one end goes
 * @param endpoint what is known of the other
 */
public record Cable(Network network, Endpoint endpoint) {
  /**
   * Plugs in both ends, and lets through what is for the container's ports.
   *
   * @param pid a process of the container
   * @param isWayOut whether the container sends there what is for none of its networks
   */
  public void plugIn(int pid, boolean isWayOut) throws IOException {
    AddressPlan plan = network.addresses().orElseThrow();
    Optional<Ipv4> gateway = isWayOut ? Optional.of(plan.gateway()) : Optional.empty();
    new Veth(endpoint.device())
        .plug(
            network.device(),
            pid,
            new Veth.Inside(endpoint.inside(), endpoint.address(), plan.subnet(), gateway),
            network.mtu());
    HostSide.publish(endpoint); // not before there is somebody to answer
  }
}
