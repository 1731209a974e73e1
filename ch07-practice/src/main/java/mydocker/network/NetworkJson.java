package mydocker.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import mydocker.linux.Rfc3339;

/** Networks and endpoints as files, with docker's names. */
final class NetworkJson {
  private NetworkJson() {}

  static byte[] write(Network network) {
    JsonObject json = new JsonObject();
    json.addProperty("Id", network.id());
    json.addProperty("Name", network.name());
    json.addProperty("Driver", network.driver().toString());
    json.addProperty("Device", network.device());
    json.addProperty("Mtu", network.mtu());
    network
        .addresses()
        .ifPresent(
            plan -> {
              json.addProperty("Subnet", plan.subnet().toString());
              json.addProperty("IPRange", plan.range().toString());
              json.addProperty("Gateway", plan.gateway().toString());
            });
    json.addProperty("Internal", network.internal());
    JsonObject labels = new JsonObject();
    network.labels().forEach(labels::addProperty);
    json.add("Labels", labels);
    json.addProperty("Created", Rfc3339.format(network.created()));
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
                driver(json),
                text(json, "Device"),
                json.get("Mtu").getAsInt(),
                json.has("Subnet") ? Optional.of(addresses(json)) : Optional.empty(),
                json.get("Internal").getAsBoolean(),
                json.has("Labels") ? labels(json.getAsJsonObject("Labels")) : Map.of(),
                json.has("Created") ? Rfc3339.parse(text(json, "Created")) : Instant.EPOCH));
  }

  /** Chapter 6 has bridges only. */
  private static Driver driver(JsonObject json) {
    return json.has("Driver")
        ? Driver.valueOf(text(json, "Driver").toUpperCase(Locale.ROOT))
        : Driver.BRIDGE;
  }

  /** Chapter 6 hands out all of the subnet, and the gateway is the first of it. */
  private static AddressPlan addresses(JsonObject json) {
    return AddressPlan.of(
        Subnet.parse(text(json, "Subnet")),
        json.has("IPRange") ? Optional.of(Subnet.parse(text(json, "IPRange"))) : Optional.empty(),
        json.has("Gateway") ? Optional.of(Ipv4.parse(text(json, "Gateway"))) : Optional.empty());
  }

  private static Map<String, String> labels(JsonObject json) {
    Map<String, String> labels = new LinkedHashMap<>();
    json.keySet().forEach(key -> labels.put(key, text(json, key)));
    return labels;
  }

  static byte[] write(Endpoint endpoint) {
    JsonObject json = new JsonObject();
    json.addProperty("NetworkID", endpoint.network());
    json.addProperty("ContainerID", endpoint.container());
    json.addProperty("EndpointID", endpoint.id());
    json.addProperty("Name", endpoint.name());
    json.addProperty("Hostname", endpoint.hostname());
    JsonArray aliases = new JsonArray();
    endpoint.aliases().forEach(aliases::add);
    json.add("Aliases", aliases);
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
                aliases(json),
                Ipv4.parse(text(json, "IPAddress")),
                text(json, "Device"),
                text(json, "Inside"),
                ports(json.getAsJsonArray("Ports"))));
  }

  /** Chapter 6 has none, as it has no labels, and does not care when a network was made. */
  private static List<String> aliases(JsonObject json) {
    return json.has("Aliases")
        ? json.getAsJsonArray("Aliases").asList().stream().map(JsonElement::getAsString).toList()
        : List.of();
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
        | IllegalArgumentException
        | DateTimeException e) {
      throw new IOException(
          "read %s: it is not as mydocker wrote it: remove it: %s".formatted(file, e.getMessage()),
          e);
    }
  }
}
