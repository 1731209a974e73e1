package mydocker.container;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import mydocker.linux.HostPort;
import mydocker.network.PortBinding;
import mydocker.network.Protocol;
import mydocker.network.PublishedPort;

/**
 * The ports of the host through which a container is reached, as sockets. No packet ever comes to
 * them, since the rules send all to the container; but as long as they are bound nobody else gets
 * the ports, neither a program of the host nor another container, and the kernel knows for how
 * long: no list of taken ports can be wrong.
 */
final class HeldPorts implements AutoCloseable {
  private final List<HostPort> sockets = new ArrayList<>();

  /**
   * Takes the ports that a container asks for.
   *
   * @throws IOException in docker's words, if one is taken; those before it are held until {@link
   *     #close}
   */
  List<PublishedPort> hold(List<PortBinding> bindings) throws IOException {
    List<PublishedPort> published = new ArrayList<>();
    for (PortBinding binding : bindings) {
      HostPort socket = bind(binding);
      sockets.add(socket);
      published.add(
          new PublishedPort(
              binding.hostAddress(), socket.port(), binding.containerPort(), binding.protocol()));
    }
    return List.copyOf(published);
  }

  private static HostPort bind(PortBinding binding) throws IOException {
    Inet4Address address = (Inet4Address) InetAddress.getByName(binding.hostAddress().toString());
    return binding.protocol() == Protocol.TCP
        ? HostPort.tcp(address, binding.hostPort())
        : HostPort.udp(address, binding.hostPort());
  }

  /** Their descriptors: whoever has one open holds the port. */
  List<Integer> descriptors() {
    return sockets.stream().map(HostPort::fd).toList();
  }

  /** Gives them back, as far as nobody else has them open. */
  @Override
  public void close() {
    sockets.forEach(HostPort::close);
  }
}
