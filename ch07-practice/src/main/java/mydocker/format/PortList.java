package mydocker.format;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mydocker.config.ExposedPort;
import mydocker.network.PublishedPort;

/**
 * The column PORTS as docker writes it: {@code 0.0.0.0:8080->80/tcp, 443/tcp}. Ports that follow
 * each other are one range, if those of the host have the same numbers.
 */
final class PortList {
  /**
   * A port of the container; published ones with an address of the host, at which it is reached.
   */
  private record Port(int port, String address, int hostPort, String protocol) {
    private static final Comparator<Port> ORDER =
        Comparator.comparingInt(Port::port)
            .thenComparing(Port::address)
            .thenComparingInt(Port::hostPort)
            .thenComparing(Port::protocol);

    private static Port of(PublishedPort port) {
      return new Port(
          port.containerPort(),
          port.hostAddress().toString(),
          port.hostPort(),
          port.protocol().toString());
    }

    private static Port of(ExposedPort port) {
      return new Port(port.port(), "", port.port(), port.protocol().toString());
    }

    private boolean isMoved() {
      return port != hostPort;
    }

    /** What those have in common that can be one range. */
    private String kind() {
      return address + "/" + protocol;
    }
  }

  private PortList() {}

  /** What it says of a container that runs. */
  static String of(Collection<PublishedPort> published, Collection<ExposedPort> exposed) {
    List<Port> ports =
        Stream.concat(
                published.stream().map(Port::of),
                exposed.stream().filter(port -> !isPublished(port, published)).map(Port::of))
            .sorted(Port.ORDER)
            .toList();
    List<String> ranges = new ArrayList<>();
    Map<String, List<Port>> open = new LinkedHashMap<>();
    for (Port port : ports) {
      if (!port.isMoved()) {
        List<Port> range = open.computeIfAbsent(port.kind(), kind -> new ArrayList<>());
        if (!range.isEmpty() && range.get(range.size() - 1).port() + 1 != port.port()) {
          ranges.add(range(range));
          range.clear();
        }
        range.add(port);
      }
    }
    open.values().forEach(range -> ranges.add(range(range)));
    Stream<String> moved = ports.stream().filter(Port::isMoved).map(PortList::moved);
    return String.join(", ", Stream.concat(ranges.stream(), moved).toList());
  }

  private static boolean isPublished(ExposedPort port, Collection<PublishedPort> published) {
    return published.stream()
        .anyMatch(p -> p.containerPort() == port.port() && p.protocol() == port.protocol());
  }

  private static String range(List<Port> range) {
    Port first = range.get(0);
    int last = range.get(range.size() - 1).port();
    String ports = first.port() == last ? "" + last : first.port() + "-" + last;
    String host = first.address().isEmpty() ? "" : first.address() + ":" + ports + "->";
    return host + ports + "/" + first.protocol();
  }

  private static String moved(Port port) {
    return "%s:%d->%d/%s".formatted(port.address(), port.hostPort(), port.port(), port.protocol());
  }
}
