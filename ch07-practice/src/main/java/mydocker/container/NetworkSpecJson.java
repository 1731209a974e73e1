package mydocker.container;

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
    JsonArray ports = new JsonArray();
    spec.ports().forEach(port -> ports.add(write(port)));
    json.add("Ports", ports);
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

  private static JsonObject write(PortBinding port) {
    JsonObject json = new JsonObject();
    json.addProperty("HostIp", port.hostAddress().toString());
    json.addProperty("FirstHostPort", port.firstHostPort());
    json.addProperty("LastHostPort", port.lastHostPort());
    json.addProperty("ContainerPort", port.containerPort());
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
    List<ExposedPort> exposed = new ArrayList<>();
    for (Fields each : json.objects("Exposed")) {
      exposed.add(new ExposedPort((int) each.number("Port"), protocol(each)));
    }
    List<PortBinding> ports = new ArrayList<>();
    for (Fields each : json.objects("Ports")) {
      ports.add(port(each));
    }
    List<Resolver.Host> hosts = new ArrayList<>();
    for (Fields each : json.objects("ExtraHosts")) {
      hosts.add(new Resolver.Host(each.string("Name"), each.string("Address")));
    }
    return new NetworkSpec(
        new NetworkMode(json.string("Mode")),
        List.copyOf(connections),
        List.copyOf(exposed),
        List.copyOf(ports),
        json.flag("PublishAll"),
        new Resolver(
            json.strings("Dns"),
            json.strings("DnsSearch"),
            json.strings("DnsOptions"),
            List.copyOf(hosts)));
  }

  /** Chapter 6 has no ranges. */
  private static PortBinding port(Fields json) throws IOException {
    boolean single = json.has("HostPort");
    return new PortBinding(
        Ipv4.parse(json.string("HostIp")),
        (int) json.number(single ? "HostPort" : "FirstHostPort"),
        (int) json.number(single ? "HostPort" : "LastHostPort"),
        (int) json.number("ContainerPort"),
        protocol(json));
  }

  private static Protocol protocol(Fields json) throws IOException {
    return Protocol.valueOf(json.string("Protocol").toUpperCase(Locale.ROOT));
  }
}
