package mydocker.format;

import com.google.gson.JsonObject;
import java.io.IOException;
import mydocker.container.Container;
import mydocker.network.Endpoint;
import mydocker.network.NetworkStore;

/** What inspect tells of a container's networks, in the form that docker's API has for it. */
final class NetworkSettings {
  private final NetworkStore networks;
  private final Container container;

  NetworkSettings(NetworkStore networks, Container container) {
    this.networks = networks;
    this.container = container;
  }

  /** Its address on each of its networks. */
  JsonObject json() throws IOException {
    JsonObject json = new JsonObject();
    JsonObject all = new JsonObject();
    for (Endpoint endpoint : container.endpoints()) {
      JsonObject address = new JsonObject();
      address.addProperty("IPAddress", endpoint.address().toString());
      all.add(networks.find(endpoint.network()).name(), address);
    }
    json.add("Networks", all);
    return json;
  }
}
