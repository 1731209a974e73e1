package mydocker.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import mydocker.config.State;
import mydocker.container.Container;
import mydocker.container.Home;

/** All that is known of a container: what was asked for, and how it is now. */
public final class ContainerInspection {
  private final Container container;
  private final NetworkSettings network;

  public ContainerInspection(Home home, Container container) {
    this.container = container;
    network = new NetworkSettings(home.containers().networks(), container);
  }

  public JsonObject json() throws IOException {
    String config = Files.readString(container.folder().resolve("config.json"), UTF_8);
    JsonObject json = JsonParser.parseString(config).getAsJsonObject();
    json.add("State", state(container.state()));
    json.add("NetworkSettings", network.json());
    return json;
  }

  private static JsonObject state(State state) {
    JsonObject json = new JsonObject();
    json.addProperty("Status", state.status().toString());
    state.process().ifPresent(process -> json.addProperty("Pid", process.pid()));
    json.addProperty("ExitCode", state.exitCode());
    json.addProperty("OOMKilled", state.oomKilled());
    json.addProperty("Error", state.error());
    state.started().ifPresent(time -> json.addProperty("StartedAt", time.toString()));
    state.finished().ifPresent(time -> json.addProperty("FinishedAt", time.toString()));
    return json;
  }
}
