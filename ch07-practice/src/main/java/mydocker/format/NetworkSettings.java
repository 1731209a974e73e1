package mydocker.format;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import mydocker.config.Connection;
import mydocker.config.ContainerId;
import mydocker.config.ExposedPort;
import mydocker.config.NetworkSpec;
import mydocker.config.Resolver;
import mydocker.container.Container;
import mydocker.network.AddressPlan;
import mydocker.network.Endpoint;
import mydocker.network.Ipv4;
import mydocker.network.Network;
import mydocker.network.NetworkStore;
import mydocker.network.PortBinding;
import mydocker.network.PublishedPort;

/** What inspect tells of a container's networks, in the form that docker's API has for it. */
final class NetworkSettings {
  private final NetworkStore networks;
  private final Container container;
  private final NetworkSpec spec;

  NetworkSettings(NetworkStore networks, Container container) {
    this.networks = networks;
    this.container = container;
    spec = container.config().spec().network();
  }

  // ---- what it has now

  /**
   * What it has.
   *
   * @param pid its first process, by which its network stack can be found; 0 if it does not run
   */
  JsonObject json(int pid) throws IOException {
    List<ContainerNetworks.Member> members = ContainerNetworks.of(networks, container);
    JsonObject json = new JsonObject();
    json.addProperty("SandboxKey", pid == 0 ? "" : "/proc/" + pid + "/ns/net");
    json.add("Ports", ports(members));
    // Docker's first API knew the default network only, and scripts still look for it there.
    Optional<ContainerNetworks.Member> bridge =
        members.stream().filter(member -> member.name().equals(Network.DEFAULT)).findFirst();
    addAddresses(json, bridge);
    JsonObject all = new JsonObject();
    for (ContainerNetworks.Member member : members) {
      all.add(member.name(), json(member));
    }
    json.add("Networks", all);
    return json;
  }

  /** With null for a port that is exposed, and not published. */
  private JsonObject ports(List<ContainerNetworks.Member> members) {
    TreeMap<ExposedPort, JsonArray> ports = new TreeMap<>();
    for (ContainerNetworks.Member member : members) {
      List<PublishedPort> published = member.endpoint().map(Endpoint::ports).orElse(List.of());
      for (PublishedPort port : published) {
        ports
            .computeIfAbsent(
                new ExposedPort(port.containerPort(), port.protocol()), p -> new JsonArray())
            .add(host(port.hostAddress().toString(), Integer.toString(port.hostPort())));
      }
    }
    JsonObject json = new JsonObject();
    boolean isUp = members.stream().anyMatch(member -> member.endpoint().isPresent());
    Stream.concat(isUp ? spec.exposed().stream() : Stream.of(), ports.keySet().stream())
        .distinct()
        .sorted()
        .forEach(
            p -> json.add(p.toString(), ports.containsKey(p) ? ports.get(p) : JsonNull.INSTANCE));
    return json;
  }

  private static JsonObject host(String address, String port) {
    JsonObject json = new JsonObject();
    json.addProperty("HostIp", address);
    json.addProperty("HostPort", port);
    return json;
  }

  private static void addAddresses(JsonObject json, Optional<ContainerNetworks.Member> member) {
    Optional<Endpoint> endpoint = member.flatMap(ContainerNetworks.Member::endpoint);
    Optional<AddressPlan> plan =
        endpoint
            .flatMap(e -> member.flatMap(ContainerNetworks.Member::network))
            .flatMap(Network::addresses);
    json.addProperty("EndpointID", endpoint.map(Endpoint::id).orElse(""));
    json.addProperty("Gateway", plan.map(p -> p.gateway().toString()).orElse(""));
    json.addProperty("IPAddress", endpoint.map(e -> e.address().toString()).orElse(""));
    json.addProperty("IPPrefixLen", plan.map(p -> p.subnet().prefix()).orElse(0));
    json.addProperty("MacAddress", endpoint.map(e -> e.address().mac()).orElse(""));
  }

  private JsonObject json(ContainerNetworks.Member member) {
    Connection connection = member.connection();
    JsonObject json = new JsonObject();
    JsonObject ipam = new JsonObject();
    connection.address().ifPresent(ip -> ipam.addProperty("IPv4Address", ip.toString()));
    json.add("IPAMConfig", ipam.size() == 0 ? JsonNull.INSTANCE : ipam);
    json.add("Aliases", arrayOrNull(connection.aliases()));
    json.addProperty("NetworkID", member.network().map(Network::id).orElse(""));
    addAddresses(json, Optional.of(member));
    boolean hasNames = member.network().filter(Network::resolvesNames).isPresent();
    json.add("DNSNames", hasNames ? array(names(connection)) : JsonNull.INSTANCE);
    return json;
  }

  private List<String> names(Connection connection) {
    ContainerId id = container.config().id();
    return Stream.of(
            Stream.of(container.config().name()),
            connection.aliases().stream(),
            Stream.of(id.brief()))
        .flatMap(names -> names)
        .distinct()
        .toList();
  }

  // ---- what was asked for

  /** Adds what docker keeps as a part of HostConfig. */
  void addTo(JsonObject hostConfig) {
    hostConfig.addProperty("NetworkMode", spec.mode().text());
    hostConfig.add("PortBindings", bindings());
    hostConfig.addProperty("PublishAllPorts", spec.publishAll());
    Resolver resolver = spec.resolver();
    hostConfig.add("Dns", array(resolver.servers()));
    hostConfig.add("DnsOptions", array(resolver.options()));
    hostConfig.add("DnsSearch", array(resolver.search()));
    hostConfig.add(
        "ExtraHosts",
        arrayOrNull(resolver.hosts().stream().map(h -> h.name() + ":" + h.address()).toList()));
  }

  private JsonObject bindings() {
    JsonObject json = new JsonObject();
    for (PortBinding binding : spec.ports()) {
      String port = new ExposedPort(binding.containerPort(), binding.protocol()).toString();
      if (!json.has(port)) {
        json.add(port, new JsonArray());
      }
      String address =
          binding.hostAddress().equals(Ipv4.ANY) ? "" : binding.hostAddress().toString();
      json.getAsJsonArray(port).add(host(address, hostPorts(binding)));
    }
    return json;
  }

  private static String hostPorts(PortBinding binding) {
    int first = binding.firstHostPort();
    int last = binding.lastHostPort();
    if (first == 0) {
      return "";
    }
    return first == last ? Integer.toString(first) : first + "-" + last;
  }

  /** Adds the ports to what docker keeps as Config, if there are any. */
  void addExposedTo(JsonObject config) {
    if (!spec.exposed().isEmpty()) {
      JsonObject ports = new JsonObject();
      spec.exposed().forEach(port -> ports.add(port.toString(), new JsonObject()));
      config.add("ExposedPorts", ports);
    }
  }

  private static JsonArray array(List<String> words) {
    JsonArray array = new JsonArray();
    words.forEach(array::add);
    return array;
  }

  private static JsonElement arrayOrNull(List<String> words) {
    return words.isEmpty() ? JsonNull.INSTANCE : array(words);
  }
}
