package mydocker.command.network;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import mydocker.network.AddressPlan;
import mydocker.network.Endpoint;
import mydocker.network.Network;
import mydocker.network.NetworkStore;

/** All that is known of a network, in the form that docker's API has for it. */
public final class NetworkInspection {
  private NetworkInspection() {}

  public static JsonObject json(NetworkStore networks, Network network) throws IOException {
    JsonObject json = new JsonObject();
    json.addProperty("Name", network.name());
    json.addProperty("Id", network.id());
    json.addProperty("Created", network.created().toString());
    json.addProperty("Scope", NetworkLsCommand.SCOPE);
    json.addProperty("Driver", network.driver().toString());
    json.addProperty("EnableIPv4", true);
    json.addProperty("EnableIPv6", false);
    json.add("IPAM", ipam(network));
    json.addProperty("Internal", network.internal());
    JsonObject containers = new JsonObject();
    for (Endpoint endpoint : networks.endpoints(network)) {
      containers.add(endpoint.container(), member(network, endpoint));
    }
    json.add("Containers", containers);
    json.add("Options", options(network));
    JsonObject labels = new JsonObject();
    network.labels().forEach(labels::addProperty);
    json.add("Labels", labels);
    return json;
  }

  /** Internet protocol address management: what there is to hand out. */
  private static JsonObject ipam(Network network) {
    JsonArray plans = new JsonArray();
    network.addresses().ifPresent(plan -> plans.add(json(plan)));
    JsonObject ipam = new JsonObject();
    ipam.addProperty("Driver", "default");
    ipam.add("Options", JsonNull.INSTANCE);
    ipam.add("Config", plans);
    return ipam;
  }

  private static JsonObject json(AddressPlan plan) {
    JsonObject json = new JsonObject();
    json.addProperty("Subnet", plan.subnet().toString());
    if (!plan.range().equals(plan.subnet())) {
      json.addProperty("IPRange", plan.range().toString());
    }
    json.addProperty("Gateway", plan.gateway().toString());
    return json;
  }

  private static JsonObject member(Network network, Endpoint endpoint) {
    JsonObject json = new JsonObject();
    json.addProperty("Name", endpoint.name());
    json.addProperty("EndpointID", endpoint.id());
    json.addProperty("MacAddress", endpoint.address().mac());
    String prefix = network.addresses().map(plan -> "/" + plan.subnet().prefix()).orElse("");
    json.addProperty("IPv4Address", endpoint.address() + prefix);
    json.addProperty("IPv6Address", "");
    return json;
  }

  /** Under the names that docker's users know; here nobody has chosen them. */
  private static JsonObject options(Network network) {
    JsonObject options = new JsonObject();
    if (!network.device().isEmpty()) {
      options.addProperty("com.docker.network.bridge.name", network.device());
      options.addProperty("com.docker.network.driver.mtu", Integer.toString(network.mtu()));
    }
    return options;
  }
}
