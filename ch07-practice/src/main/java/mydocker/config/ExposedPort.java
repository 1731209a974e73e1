package mydocker.config;

import java.util.Comparator;
import java.util.List;
import mydocker.network.PortRange;
import mydocker.network.Protocol;

/**
 * A port at which a container listens, as its image or {@code --expose} says.
 *
 * @param port 1 to 65535
 */
public record ExposedPort(int port, Protocol protocol) implements Comparable<ExposedPort> {
  private static final Comparator<ExposedPort> ORDER =
      Comparator.comparingInt(ExposedPort::port).thenComparing(ExposedPort::protocol);

  /**
   * Reads {@code PORTS[/PROTOCOL]}.
   *
   * @return one for each port of a range
   * @throws IllegalArgumentException if it is none
   */
  public static List<ExposedPort> parse(String text) {
    String[] parts = text.split("/", 2);
    Protocol protocol = Protocol.parse(parts.length == 2 ? parts[1] : "");
    return PortRange.parse(parts[0])
        .ports()
        .mapToObj(port -> new ExposedPort(port, protocol))
        .toList();
  }

  /** By number, tcp before udp. */
  @Override
  public int compareTo(ExposedPort other) {
    return ORDER.compare(this, other);
  }

  /** As docker writes it: {@code 80/tcp}. */
  @Override
  public String toString() {
    return port + "/" + protocol;
  }
}
