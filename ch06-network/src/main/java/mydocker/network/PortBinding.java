package mydocker.network;

import java.util.regex.Pattern;

/**
 * What {@code -p} asks for: a port of the container that is to be reached through one of the host.
 *
 * @param hostAddress the host's address at which it is to be reached; 0.0.0.0: at all of them
 * @param hostPort the port of the host; 0: any that is free
 * @param containerPort the container's port, 1 to 65535
 */
public record PortBinding(Ipv4 hostAddress, int hostPort, int containerPort, Protocol protocol) {
  private static final Pattern PORT = Pattern.compile("\\d{1,5}");
  private static final int MAX = 65_535;

  /**
   * Reads {@code [[IP:][HOST_PORT]:]PORT[/PROTOCOL]}.
   *
   * @throws IllegalArgumentException if it makes no sense, in docker's words
   */
  public static PortBinding parse(String text) {
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
    return new PortBinding(
        address,
        hostPorts.isEmpty() ? 0 : port("hostPort", hostPorts, 0),
        port("containerPort", rest[0], 1),
        Protocol.parse(rest.length == 2 ? rest[1] : ""));
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return "%s:%d:%d/%s".formatted(hostAddress, hostPort, containerPort, protocol);
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
}
