package mydocker.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import mydocker.container.Home;
import mydocker.image.Digest;
import mydocker.image.Image;
import mydocker.image.ImageConfig;

/** All that is known of an image, in the form that docker's API has for it. */
public final class ImageInspection {
  private ImageInspection() {}

  public static JsonObject json(Home home, Image image) throws IOException {
    ImageConfig config = image.config();
    JsonObject json = new JsonObject();
    json.addProperty("Id", image.id().toString());
    JsonArray names = new JsonArray();
    home.images().names(image).forEach(name -> names.add(name.toString()));
    json.add("RepoTags", names);
    json.add("RepoDigests", new JsonArray());
    json.addProperty(
        "Comment",
        config.history().isEmpty()
            ? ""
            : config.history().get(config.history().size() - 1).comment());
    json.addProperty("Created", config.created().map(Instant::toString).orElse(""));
    json.addProperty("Author", config.author());
    // As it came: it may have more in it than we know of.
    JsonObject whole = JsonParser.parseString(new String(config.bytes(), UTF_8)).getAsJsonObject();
    json.add("Config", whole.has("config") ? whole.get("config") : new JsonObject());
    json.addProperty("Architecture", config.architecture());
    json.addProperty("Os", config.os());
    json.addProperty("Size", home.images().size(image));
    json.add("GraphDriver", graphDriver(home, image.chain()));
    JsonArray layers = new JsonArray();
    config.diffIds().forEach(layer -> layers.add(layer.toString()));
    JsonObject rootFs = new JsonObject();
    rootFs.addProperty("Type", "layers");
    rootFs.add("Layers", layers);
    json.add("RootFS", rootFs);
    return json;
  }

  private static JsonObject graphDriver(Home home, List<Digest> chain) throws IOException {
    String top = chain.get(chain.size() - 1).hex();
    List<String> below =
        home.layers().below(top).stream().map(id -> home.layers().diff(id).toString()).toList();
    JsonObject data = new JsonObject();
    if (!below.isEmpty()) {
      data.addProperty("LowerDir", String.join(":", below));
    }
    data.addProperty("UpperDir", home.layers().diff(top).toString());
    JsonObject json = new JsonObject();
    json.add("Data", data);
    json.addProperty("Name", home.layers().driver().name());
    return json;
  }
}
