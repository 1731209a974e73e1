package mydocker.network;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What {@code -p} asks for: a port of the container that is to be reached through one of the host.
 *
 * @param hostAddress the host's address at which it is to be reached; 0.0.0.0: at all of them
 * @param firstHostPort the first port of the host that will do; 0: any that is free
 * @param lastHostPort the last one that will do
 * @param containerPort the container's port, 1 to 65535
 */
public record PortBinding(
    Ipv4 hostAddress, int firstHostPort, int lastHostPort, int containerPort, Protocol protocol) {
  private static final Pattern PORT = Pattern.compile("\\d{1,5}");
  private static final int MAX = 65_535;

  /** Any free port of the host, at all of its addresses. */
  public static PortBinding toAny(int containerPort, Protocol protocol) {
    return new PortBinding(Ipv4.ANY, 0, 0, containerPort, protocol);
  }

  /**
   * Reads {@code [[IP:][HOST_PORTS]:]PORTS[/PROTOCOL]}. As many ports of the host as of the
   * container belong to each other one by one; for a single port of the container one of several of
   * the host will do.
   *
   * @return one for each port of the container
   * @throws IllegalArgumentException if it makes no sense, in docker's words
   */
  public static List<PortBinding> parse(String text) {
    String[] parts = text.split(":", -1);
    if (parts.length > 3) {
      throw new IllegalArgumentException(
          "invalid publish %s: [[IPV4:][HOST_PORT]:]PORT[/PROTOCOL] is expected".formatted(text));
    }
    Ipv4 address = parts.length == 3 ? address(parts[0]) : Ipv4.ANY;
    String hostPorts = parts.length > 1 ? parts[parts.length - 2] : "";
    String[] rest = parts[parts.length - 1].split("/", 2);
    if (rest[0].isEmpty()) {
      throw new IllegalArgumentException("no port specified: " + text + "<empty>");
    }
    PortRange inside = ports("containerPort", rest[0]);
    Protocol protocol = Protocol.parse(rest.length == 2 ? rest[1] : "");
    if (hostPorts.isEmpty() || hostPorts.equals("0")) {
      return inside
          .ports()
          .mapToObj(port -> new PortBinding(address, 0, 0, port, protocol))
          .toList();
    }
    PortRange outside = ports("hostPort", hostPorts);
    if (inside.size() == 1) {
      return List.of(
          new PortBinding(address, outside.first(), outside.last(), inside.first(), protocol));
    }
    if (inside.size() != outside.size()) {
      throw new IllegalArgumentException(
          "invalid ranges specified for container and host Ports: %s and %s"
              .formatted(rest[0], hostPorts));
    }
    int distance = outside.first() - inside.first();
    return inside
        .ports()
        .mapToObj(
            port -> new PortBinding(address, port + distance, port + distance, port, protocol))
        .toList();
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    String last = lastHostPort > firstHostPort ? "-" + lastHostPort : "";
    return "%s:%d%s:%d/%s".formatted(hostAddress, firstHostPort, last, containerPort, protocol);
  }

  private static Ipv4 address(String text) {
    try {
      return text.isEmpty() ? Ipv4.ANY : Ipv4.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("invalid IP address: " + text, e);
    }
  }

  /** A number of a port, not below one. */
  static int port(String what, String text, int least) {
    int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : -1;
    if (port < least || port > MAX) {
      throw new IllegalArgumentException("invalid " + what + ": " + text);
    }
    return port;
  }

  private static PortRange ports(String what, String text) {
    try {
      return PortRange.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("invalid " + what + ": " + text, e);
    }
  }
}
