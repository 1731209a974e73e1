package mydocker.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.Optional;
import mydocker.image.Fields;
import mydocker.linux.ProcessId;
import mydocker.linux.Rfc3339;

/** A {@link State} as the file state.json, with docker's names. */
public final class StateJson {
  private StateJson() {}

  public static byte[] write(State state) {
    JsonObject json = new JsonObject();
    state.process().ifPresent(process -> json.add("Process", write(process)));
    state.monitor().ifPresent(monitor -> json.add("Monitor", write(monitor)));
    state.started().ifPresent(time -> json.addProperty("StartedAt", Rfc3339.format(time)));
    state.finished().ifPresent(time -> json.addProperty("FinishedAt", Rfc3339.format(time)));
    json.addProperty("ExitCode", state.exitCode());
    json.addProperty("OOMKilled", state.oomKilled());
    json.addProperty("Error", state.error());
    json.addProperty("HasBeenManuallyStopped", state.stopped());
    json.addProperty("Restarting", state.restarting());
    json.addProperty("RestartCount", state.restarts());
    return json.toString().getBytes(UTF_8);
  }

  private static JsonObject write(ProcessId process) {
    JsonObject json = new JsonObject();
    json.addProperty("Pid", process.pid());
    json.addProperty("StartTime", process.startTime());
    json.addProperty("BootId", process.boot());
    return json;
  }

  public static State read(byte[] bytes) throws IOException {
    Fields json = Fields.parse(bytes, "a container's state.json");
    return new State(
        process(json, "Process"),
        process(json, "Monitor"),
        json.time("StartedAt"),
        json.time("FinishedAt"),
        (int) json.number("ExitCode"),
        json.flag("OOMKilled"),
        json.string("Error"),
        new Supervision(
            false,
            json.flag("HasBeenManuallyStopped"),
            json.flag("Restarting"),
            (int) json.number("RestartCount")));
  }

  private static Optional<ProcessId> process(Fields json, String name) throws IOException {
    if (!json.has(name)) {
      return Optional.empty();
    }
    Fields process = json.object(name);
    return Optional.of(
        new ProcessId(
            (int) process.number("Pid"), process.number("StartTime"), process.string("BootId")));
  }
}
