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
    JsonArray ports = new JsonArray();
    spec.ports().forEach(port -> ports.add(write(port)));
    json.add("Ports", ports);
    return json;
  }

  private static JsonObject write(Connection connection) {
    JsonObject json = new JsonObject();
    json.addProperty("Network", connection.network());
    connection.address().ifPresent(ip -> json.addProperty("IPAddress", ip.toString()));
    return json;
  }

  private static JsonObject write(PortBinding port) {
    JsonObject json = new JsonObject();
    json.addProperty("HostIp", port.hostAddress().toString());
    json.addProperty("HostPort", port.hostPort());
    json.addProperty("ContainerPort", port.containerPort());
    json.addProperty("Protocol", port.protocol().toString());
    return json;
  }

  static NetworkSpec read(Fields json) throws IOException {
    List<Connection> connections = new ArrayList<>();
    for (Fields each : json.objects("Connections")) {
      Optional<Ipv4> address =
          each.has("IPAddress")
              ? Optional.of(Ipv4.parse(each.string("IPAddress")))
              : Optional.empty();
      connections.add(new Connection(each.string("Network"), address));
    }
    List<PortBinding> ports = new ArrayList<>();
    for (Fields each : json.objects("Ports")) {
      ports.add(
          new PortBinding(
              Ipv4.parse(each.string("HostIp")),
              (int) each.number("HostPort"),
              (int) each.number("ContainerPort"),
              protocol(each)));
    }
    return new NetworkSpec(
        new NetworkMode(json.string("Mode")), List.copyOf(connections), List.copyOf(ports));
  }

  private static Protocol protocol(Fields json) throws IOException {
    return Protocol.valueOf(json.string("Protocol").toUpperCase(Locale.ROOT));
  }
}
