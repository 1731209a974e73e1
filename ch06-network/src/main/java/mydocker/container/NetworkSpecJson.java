package mydocker.container;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.List;
import mydocker.image.Fields;
import mydocker.network.PortBinding;

/** A {@link NetworkSpec} as a part of config.json. */
final class NetworkSpecJson {
  private NetworkSpecJson() {}

  static JsonObject write(NetworkSpec spec) {
    JsonObject json = new JsonObject();
    json.addProperty("Mode", spec.mode().text());
    json.add("Networks", array(spec.networks()));
    json.add("Ports", array(spec.ports().stream().map(PortBinding::toString).toList()));
    return json;
  }

  private static JsonArray array(List<String> strings) {
    JsonArray array = new JsonArray();
    strings.forEach(array::add);
    return array;
  }

  static NetworkSpec read(Fields json) throws IOException {
    return new NetworkSpec(
        new NetworkMode(json.string("Mode")),
        json.strings("Networks"),
        json.strings("Ports").stream().map(PortBinding::parse).toList());
  }
}
