package mydocker.config;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mydocker.image.Fields;
import mydocker.network.Ipv4;
import mydocker.network.PortBinding;
import mydocker.network.Protocol;

/** A {@link NetworkSpec} as a part of config.json. */
final class NetworkSpecJson {
  private NetworkSpecJson() {}

  static JsonObject write(NetworkSpec spec) {
    JsonObject json = new JsonObject();
    json.addProperty("Mode", spec.mode().text());
    JsonArray connections = new JsonArray();
    spec.connections().forEach(connection -> connections.add(write(connection)));
    json.add("Connections", connections);
    JsonArray exposed = new JsonArray();
    spec.exposed().forEach(port -> exposed.add(write(port)));
    json.add("Exposed", exposed);
    json.add("Ports", array(spec.ports().stream().map(PortBinding::toString).toList()));
    json.addProperty("PublishAll", spec.publishAll());
    Resolver resolver = spec.resolver();
    json.add("Dns", array(resolver.servers()));
    json.add("DnsSearch", array(resolver.search()));
    json.add("DnsOptions", array(resolver.options()));
    JsonArray hosts = new JsonArray();
    resolver.hosts().forEach(host -> hosts.add(write(host)));
    json.add("ExtraHosts", hosts);
    return json;
  }

  private static JsonArray array(List<String> strings) {
    JsonArray array = new JsonArray();
    strings.forEach(array::add);
    return array;
  }

  private static JsonObject write(Connection connection) {
    JsonObject json = new JsonObject();
    json.addProperty("Network", connection.network());
    connection.address().ifPresent(ip -> json.addProperty("IPAddress", ip.toString()));
    json.add("Aliases", array(connection.aliases()));
    return json;
  }

  private static JsonObject write(ExposedPort port) {
    JsonObject json = new JsonObject();
    json.addProperty("Port", port.port());
    json.addProperty("Protocol", port.protocol().toString());
    return json;
  }

  private static JsonObject write(Resolver.Host host) {
    JsonObject json = new JsonObject();
    json.addProperty("Name", host.name());
    json.addProperty("Address", host.address());
    return json;
  }

  static NetworkSpec read(Fields json) throws IOException {
    List<Connection> connections = new ArrayList<>();
    for (Fields each : json.objects("Connections")) {
      Optional<Ipv4> address =
          each.has("IPAddress")
              ? Optional.of(Ipv4.parse(each.string("IPAddress")))
              : Optional.empty();
      connections.add(new Connection(each.string("Network"), address, each.strings("Aliases")));
    }
    for (String network : json.strings("Networks")) { // chapter 6 has no more to say of them
      connections.add(new Connection(network, Optional.empty(), List.of()));
    }
    List<ExposedPort> exposed = new ArrayList<>();
    for (Fields each : json.objects("Exposed")) {
      exposed.add(new ExposedPort((int) each.number("Port"), protocol(each)));
    }
    List<Resolver.Host> hosts = new ArrayList<>();
    for (Fields each : json.objects("ExtraHosts")) {
      hosts.add(new Resolver.Host(each.string("Name"), each.string("Address")));
    }
    return new NetworkSpec(
        new NetworkMode(json.string("Mode")),
        List.copyOf(connections),
        List.copyOf(exposed),
        json.strings("Ports").stream().flatMap(port -> PortBinding.parse(port).stream()).toList(),
        json.flag("PublishAll"),
        new Resolver(
            json.strings("Dns"),
            json.strings("DnsSearch"),
            json.strings("DnsOptions"),
            List.copyOf(hosts)));
  }

  private static Protocol protocol(Fields json) throws IOException {
    return Protocol.valueOf(json.string("Protocol").toUpperCase(Locale.ROOT));
  }
}
