package mydocker.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Networks and endpoints as files, with docker's names. */
final class NetworkJson {
  private NetworkJson() {}

  static byte[] write(Network network) {
    JsonObject json = new JsonObject();
    json.addProperty("Id", network.id());
    json.addProperty("Name", network.name());
    json.addProperty("Device", network.device());
    json.addProperty("Mtu", network.mtu());
    network.addresses().ifPresent(plan -> json.addProperty("Subnet", plan.subnet().toString()));
    json.addProperty("Internal", network.internal());
    return json.toString().getBytes(UTF_8);
  }

  static Network readNetwork(byte[] bytes, Path file) throws IOException {
    return read(
        bytes,
        file,
        json ->
            new Network(
                text(json, "Id"),
                text(json, "Name"),
                text(json, "Device"),
                json.get("Mtu").getAsInt(),
                json.has("Subnet") ? Optional.of(addresses(json)) : Optional.empty(),
                json.get("Internal").getAsBoolean()));
  }

  private static AddressPlan addresses(JsonObject json) {
    return new AddressPlan(Subnet.parse(text(json, "Subnet")));
  }

  static byte[] write(Endpoint endpoint) {
    JsonObject json = new JsonObject();
    json.addProperty("NetworkID", endpoint.network());
    json.addProperty("ContainerID", endpoint.container());
    json.addProperty("EndpointID", endpoint.id());
    json.addProperty("Name", endpoint.name());
    json.addProperty("Hostname", endpoint.hostname());
    json.addProperty("IPAddress", endpoint.address().toString());
    json.addProperty("Device", endpoint.device());
    json.addProperty("Inside", endpoint.inside());
    JsonArray ports = new JsonArray();
    endpoint.ports().forEach(port -> ports.add(write(port)));
    json.add("Ports", ports);
    return json.toString().getBytes(UTF_8);
  }

  private static JsonObject write(PublishedPort port) {
    JsonObject json = new JsonObject();
    json.addProperty("HostIp", port.hostAddress().toString());
    json.addProperty("HostPort", port.hostPort());
    json.addProperty("ContainerPort", port.containerPort());
    json.addProperty("Protocol", port.protocol().toString());
    return json;
  }

  static Endpoint readEndpoint(byte[] bytes, Path file) throws IOException {
    return read(
        bytes,
        file,
        json ->
            new Endpoint(
                text(json, "NetworkID"),
                text(json, "ContainerID"),
                text(json, "EndpointID"),
                text(json, "Name"),
                text(json, "Hostname"),
                Ipv4.parse(text(json, "IPAddress")),
                text(json, "Device"),
                text(json, "Inside"),
                ports(json.getAsJsonArray("Ports"))));
  }

  private static List<PublishedPort> ports(JsonArray json) {
    return json.asList().stream().map(each -> port(each.getAsJsonObject())).toList();
  }

  private static PublishedPort port(JsonObject json) {
    return new PublishedPort(
        Ipv4.parse(text(json, "HostIp")),
        json.get("HostPort").getAsInt(),
        json.get("ContainerPort").getAsInt(),
        Protocol.valueOf(text(json, "Protocol").toUpperCase(Locale.ROOT)));
  }

  private static String text(JsonObject json, String name) {
    return json.get(name).getAsString();
  }

  /** What a file is made into; anything may be missing in one that somebody has edited. */
  private interface Reading<T> {
    T of(JsonObject json);
  }

  private static <T> T read(byte[] bytes, Path file, Reading<T> reading) throws IOException {
    try {
      return reading.of(JsonParser.parseString(new String(bytes, UTF_8)).getAsJsonObject());
    } catch (JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | NullPointerException
        | ClassCastException
        | IllegalArgumentException e) {
      throw new IOException(
          "read %s: it is not as mydocker wrote it: remove it: %s".formatted(file, e.getMessage()),
          e);
    }
  }
}
