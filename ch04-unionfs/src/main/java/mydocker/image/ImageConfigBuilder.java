package mydocker.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import mydocker.linux.Rfc3339;

/** A new image's configuration, while it is being written. */
public final class ImageConfigBuilder {
  private final JsonObject json;

  ImageConfigBuilder(JsonObject json) {
    this.json = json;
  }

  /** Begins with nothing: an image for this machine. */
  public static ImageConfigBuilder empty() {
    JsonObject json = new JsonObject();
    String machine = System.getProperty("os.arch").replace("aarch64", "arm64"); // as Go calls it
    json.addProperty("architecture", machine);
    json.addProperty("os", "linux");
    return new ImageConfigBuilder(json);
  }

  /** When the image is made. */
  public ImageConfigBuilder created(Instant time) {
    json.addProperty("created", Rfc3339.format(time));
    return this;
  }

  /** Puts a layer on top of those that are there. */
  public ImageConfigBuilder layer(Digest diffId) {
    JsonObject rootfs = object(json, "rootfs");
    rootfs.addProperty("type", "layers");
    array(rootfs, "diff_ids").add(diffId.toString());
    return this;
  }

  /** The words that follow the entry point. */
  public ImageConfigBuilder command(List<String> words) {
    defaults().add("Cmd", strings(words));
    return this;
  }

  /** The words that every command begins with. */
  public ImageConfigBuilder entrypoint(List<String> words) {
    defaults().add("Entrypoint", strings(words));
    return this;
  }

  /** Sets a variable. One that is there keeps its place. */
  public ImageConfigBuilder env(String name, String value) {
    JsonArray env = array(defaults(), "Env");
    for (int i = 0; i < env.size(); i++) {
      if (env.get(i).getAsString().startsWith(name + "=")) {
        env.set(i, new JsonPrimitive(name + "=" + value));
        return this;
      }
    }
    env.add(name + "=" + value);
    return this;
  }

  /** The folder that the command starts in; one that does not begin with / is below the last. */
  public ImageConfigBuilder workingDir(String folder) {
    JsonElement last = defaults().get("WorkingDir");
    String base = last == null || last.isJsonNull() ? "/" : last.getAsString();
    defaults()
        .addProperty(
            "WorkingDir", Path.of("/").resolve(base).resolve(folder).normalize().toString());
    return this;
  }

  /** The configuration as written so far. */
  public ImageConfig build() throws IOException {
    return ImageConfig.parse(json.toString().getBytes(UTF_8));
  }

  private JsonObject defaults() {
    return object(json, "config");
  }

  private static JsonArray strings(List<String> words) {
    JsonArray array = new JsonArray();
    words.forEach(array::add);
    return array;
  }

  private static JsonObject object(JsonObject parent, String name) {
    if (!(parent.get(name) instanceof JsonObject)) {
      parent.add(name, new JsonObject());
    }
    return parent.getAsJsonObject(name);
  }

  private static JsonArray array(JsonObject parent, String name) {
    if (!(parent.get(name) instanceof JsonArray)) {
      parent.add(name, new JsonArray());
    }
    return parent.getAsJsonArray(name);
  }
}
