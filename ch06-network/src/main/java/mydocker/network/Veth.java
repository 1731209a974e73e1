package mydocker.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mydocker.linux.Namespace;
import mydocker.linux.NamespaceFiles;

/**
 * A container's cable: two devices, and what goes into one comes out of the other. One is plugged
 * into the network's bridge, the other one is in the container. See veth(4).
 *
 * @param device the name of the host's end; whoever has it is ours
 */
public record Veth(String device) {
  /** So many digits of a random ID fit into a name of 15 characters; nobody has them by chance. */
  private static final int DIGITS = 11;

  /**
   * The container's end.
   *
   * @param name its name there, as {@code eth0}
   * @param address its address; the MAC address follows from it
   * @param subnet the network's
   * @param gateway where it sends what is for other networks, if there is a way
   */
  public record Inside(String name, Ipv4 address, Subnet subnet, Optional<Ipv4> gateway) {}

  /**
   * That of an endpoint.
   *
   * @param endpoint its ID, of hex digits
   */
  public static Veth of(String endpoint) {
    return new Veth("veth" + endpoint.substring(0, DIGITS));
  }

  /**
   * Makes it, and plugs in both ends. If it fails nothing of it is left.
   *
   * @param bridge the device that is the network's bridge
   * @param pid a process of the container
   * @param mtu the longest packet that it takes, in bytes
   * @throws IOException if the container has an interface of this name, or is gone
   */
  public void plug(String bridge, int pid, Inside inside, int mtu) throws IOException {
    try (NamespaceFiles container = new NamespaceFiles(pid, Namespace.NET)) {
      try {
        Ip.batch(
            "link add %s mtu %d type veth peer name %s address %s mtu %d netns %d"
                .formatted(device, mtu, inside.name(), inside.address().mac(), mtu, pid),
            // What comes from a container may go back to it: to its own published port.
            "link set %s master %s addrgenmode none".formatted(device, bridge),
            "link set %s type bridge_slave hairpin on".formatted(device),
            "link set %s up".formatted(device));
        Ip.batch(container, commandsFor(inside));
      } catch (IOException | RuntimeException e) {
        try {
          remove();
        } catch (IOException left) {
          e.addSuppressed(left);
        }
        throw e;
      }
    }
  }

  private static List<String> commandsFor(Inside inside) {
    String name = inside.name();
    List<String> commands = new ArrayList<>();
    commands.add("link set lo up");
    commands.add(
        "address add %s/%d broadcast + dev %s"
            .formatted(inside.address(), inside.subnet().prefix(), name));
    // Two commands: of one the kernel would do the second part first, and make an address of IPv6.
    commands.add("link set %s addrgenmode none".formatted(name));
    commands.add("link set %s up".formatted(name));
    inside.gateway().ifPresent(gateway -> commands.add("route add default via " + gateway));
    return commands;
  }

  /** Removes both ends, if they are there; they go with the container's namespace as well. */
  public void remove() throws IOException {
    Ip.removeLinks(List.of(device));
  }
}
