package mydocker.network;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the host uses already, and how it reaches the world.
 *
 * @param routes to other hosts, and to its own addresses
 * @param mtu the longest packet that leaves it without being cut, in bytes: what its uplink takes
 */
public record HostNetwork(List<Route> routes, int mtu) {
  /** That of Ethernet, for a host without a way out. */
  private static final int ETHERNET = 1500;

  /** Networks of ours are not greater; a route that is, is a default route in parts, as of VPNs. */
  private static final int GREATEST = 8;

  /** Of all types of routes those by which something arrives: ip-route(8). */
  private static final Set<String> ARRIVING = Set.of("unicast", "local");

  /**
   * A way that packets go.
   *
   * @param subnet those that are for it
   * @param device by which they go
   */
  public record Route(Subnet subnet, String device) {}

  /** The route that a network with these addresses would cut off, if there is one. */
  public Optional<Route> overlapping(Subnet subnet) {
    return routes.stream().filter(route -> route.subnet().overlaps(subnet)).findFirst();
  }

  /** The subnets that a new network must not overlap. */
  public List<Subnet> used() {
    return routes.stream().map(Route::subnet).distinct().toList();
  }

  /**
   * What ip tells of it.
   *
   * @param told routes, which have a "dst", and links, which have an "ifname"
   */
  static HostNetwork of(List<JsonObject> told) {
    List<Route> routes = new ArrayList<>();
    for (JsonObject route : told) {
      if (ARRIVING.contains(text(route, "type").orElse("unicast"))) {
        text(route, "dst")
            .flatMap(HostNetwork::subnet)
            .ifPresent(subnet -> routes.add(new Route(subnet, text(route, "dev").orElse(""))));
      }
    }
    return new HostNetwork(routes, uplink(told).map(dev -> mtu(told, dev)).orElse(ETHERNET));
  }

  /** None for the default route, and for those of IPv6. */
  private static Optional<Subnet> subnet(String dst) {
    if (dst.equals("default") || dst.contains(":")) {
      return Optional.empty();
    }
    Subnet subnet = Subnet.parse(dst.contains("/") ? dst : dst + "/" + Integer.SIZE);
    return subnet.prefix() < GREATEST ? Optional.empty() : Optional.of(subnet);
  }

  /** The device of the best default route: that with the lowest metric. */
  private static Optional<String> uplink(List<JsonObject> told) {
    return told.stream()
        .filter(route -> text(route, "dst").equals(Optional.of("default")))
        .filter(route -> route.has("dev"))
        .min(Comparator.comparingLong(route -> number(route, "metric")))
        .flatMap(route -> text(route, "dev"));
  }

  private static int mtu(List<JsonObject> told, String device) {
    return told.stream()
        .filter(link -> text(link, "ifname").equals(Optional.of(device)))
        .findFirst()
        .map(link -> (int) number(link, "mtu"))
        .orElse(ETHERNET);
  }

  private static Optional<String> text(JsonObject object, String field) {
    return Optional.ofNullable(object.get(field)).map(JsonElement::getAsString);
  }

  private static long number(JsonObject object, String field) {
    return object.has(field) ? object.get(field).getAsLong() : 0;
  }
}
