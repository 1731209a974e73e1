package mydocker.format;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import mydocker.cgroup.Limits;
import mydocker.config.Config;
import mydocker.config.LifecycleSpec;
import mydocker.config.LogLimits;
import mydocker.config.RestartPolicy;
import mydocker.config.RunSpec;
import mydocker.config.State;
import mydocker.config.Status;
import mydocker.config.Volume;
import mydocker.container.Container;
import mydocker.container.Home;
import mydocker.linux.ProcessId;

/** All that is known of a container: what was asked for, and how it is now. */
public final class ContainerInspection {
  /** Go's zero time. */
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private static final long NANO_CPUS_PER_QUOTA = 1_000_000_000 / Limits.CPU_PERIOD;

  private final Home home;
  private final Container container;
  private final Config config;
  private final RunSpec spec;
  private final NetworkSettings network;

  public ContainerInspection(Home home, Container container) {
    this.home = home;
    this.container = container;
    config = container.config();
    spec = config.spec();
    network = new NetworkSettings(home.containers().networks(), container);
  }

  /** In the form that docker's API has for it. */
  public JsonObject json(boolean withSize) throws IOException {
    State state = container.state();
    List<String> command = config.command();
    JsonObject json = new JsonObject();
    json.addProperty("Id", config.id().digits());
    json.addProperty("Created", config.created().toString());
    json.addProperty("Path", command.get(0));
    json.add("Args", array(command.subList(1, command.size())));
    json.add("State", state(state));
    json.addProperty("Image", config.image().toString());
    for (String file : List.of("resolv.conf", "hostname", "hosts", "log")) {
      json.addProperty(pathName(file), container.folder().resolve(file).toString());
    }
    json.addProperty("Name", "/" + config.name());
    json.addProperty("RestartCount", state.restarts());
    json.addProperty("Driver", home.layers().driver().name());
    json.addProperty("Platform", "linux");
    json.add("HostConfig", hostConfig());
    json.add("GraphDriver", graphDriver());
    if (withSize) {
      long written = home.layers().written(config.id().digits());
      json.addProperty("SizeRw", written);
      var image = ContainerColumns.image(home, config);
      long below = image.isPresent() ? home.images().size(image.get()) : 0;
      json.addProperty("SizeRootFs", written + below);
    }
    json.add("Mounts", mounts());
    json.add("Config", config());
    json.add("NetworkSettings", network.json(state.process().map(ProcessId::pid).orElse(0)));
    return json;
  }

  private static String pathName(String file) {
    return switch (file) {
      case "resolv.conf" -> "ResolvConfPath";
      case "hostname" -> "HostnamePath";
      case "hosts" -> "HostsPath";
      default -> "LogPath";
    };
  }

  private static JsonObject state(State state) {
    Status status = state.status();
    JsonObject json = new JsonObject();
    json.addProperty("Status", status.toString());
    json.addProperty("Running", status.isUp());
    json.addProperty("Paused", status == Status.PAUSED);
    json.addProperty("Restarting", status == Status.RESTARTING);
    json.addProperty("OOMKilled", state.oomKilled());
    json.addProperty("Dead", false);
    json.addProperty("Pid", state.process().map(ProcessId::pid).orElse(0));
    json.addProperty("ExitCode", state.exitCode());
    json.addProperty("Error", state.error());
    json.addProperty("StartedAt", state.started().map(Instant::toString).orElse(NEVER));
    json.addProperty("FinishedAt", state.finished().map(Instant::toString).orElse(NEVER));
    return json;
  }

  private JsonObject hostConfig() {
    LifecycleSpec lifecycle = spec.lifecycle();
    Limits limits = spec.cgroup().limits();
    JsonObject json = new JsonObject();
    JsonArray binds = new JsonArray();
    for (Volume v : spec.volumes()) {
      binds.add(v.source() + ":" + v.destination() + (v.readOnly() ? ":ro" : ""));
    }
    json.add("Binds", binds.isEmpty() ? JsonNull.INSTANCE : binds);
    json.add("LogConfig", logConfig(lifecycle.log()));
    network.addTo(json);
    json.add("RestartPolicy", restartPolicy(lifecycle.restart()));
    json.addProperty("AutoRemove", lifecycle.autoRemove());
    json.addProperty("ReadonlyRootfs", spec.hardening().readOnly());
    json.add(
        "SecurityOpt",
        spec.hardening().noNewPrivileges()
            ? array(List.of("no-new-privileges"))
            : JsonNull.INSTANCE);
    json.addProperty("CgroupParent", spec.cgroup().parent());
    json.addProperty("CpuShares", limits.cpuShares().orElse(0L));
    json.addProperty("Memory", limits.memory().orElse(0L));
    json.addProperty("NanoCpus", NANO_CPUS_PER_QUOTA * limits.cpuQuota().orElse(0L));
    json.addProperty("CpusetCpus", limits.cpusetCpus().orElse(""));
    json.addProperty("CpusetMems", limits.cpusetMems().orElse(""));
    json.addProperty("MemorySwap", memorySwap(limits));
    limits
        .pids()
        .ifPresentOrElse(
            pids -> json.addProperty("PidsLimit", pids),
            () -> json.add("PidsLimit", JsonNull.INSTANCE));
    return json;
  }

  /** Docker writes down what is in force without a word. */
  private static long memorySwap(Limits limits) {
    long usual = limits.memory().isPresent() ? 2 * limits.memory().get() : 0;
    return limits.memorySwap().orElse(usual);
  }

  private static JsonObject logConfig(LogLimits limits) {
    JsonObject options = new JsonObject();
    if (limits.maxSize().isPresent()) {
      options.addProperty("max-file", Integer.toString(limits.maxFiles()));
      options.addProperty("max-size", Long.toString(limits.maxSize().get()));
    }
    JsonObject json = new JsonObject();
    json.addProperty("Type", "local");
    json.add("Config", options);
    return json;
  }

  private static JsonObject restartPolicy(RestartPolicy policy) {
    JsonObject json = new JsonObject();
    json.addProperty("Name", policy.toString().split(":")[0]);
    json.addProperty("MaximumRetryCount", policy.most());
    return json;
  }

  private JsonObject graphDriver() throws IOException {
    String id = config.id().digits();
    List<String> below =
        home.layers().below(id).stream().map(each -> home.layers().diff(each).toString()).toList();
    JsonObject data = new JsonObject();
    data.addProperty("LowerDir", String.join(":", below));
    data.addProperty("UpperDir", home.layers().diff(id).toString());
    JsonObject json = new JsonObject();
    json.add("Data", data);
    json.addProperty("Name", home.layers().driver().name());
    return json;
  }

  private JsonArray mounts() {
    JsonArray mounts = new JsonArray();
    for (Volume volume : spec.volumes()) {
      JsonObject json = new JsonObject();
      json.addProperty("Type", "bind");
      json.addProperty("Source", volume.source().toString());
      json.addProperty("Destination", volume.destination());
      json.addProperty("Mode", volume.readOnly() ? "ro" : "");
      json.addProperty("RW", !volume.readOnly());
      json.addProperty("Propagation", "rprivate");
      mounts.add(json);
    }
    return mounts;
  }

  private JsonObject config() throws IOException {
    JsonObject json = new JsonObject();
    json.addProperty("Hostname", spec.hostname().orElse(""));
    json.addProperty("User", spec.process().user().orElse(""));
    network.addExposedTo(json);
    json.addProperty("Tty", spec.process().terminal());
    json.addProperty("OpenStdin", spec.process().interactive());
    json.add("Env", array(spec.process().environment()));
    json.add("Cmd", array(spec.process().command()));
    json.addProperty("Image", spec.image());
    json.addProperty("WorkingDir", spec.process().workingDir().orElse(""));
    List<String> entrypoint = spec.process().entrypoint().orElse(List.of());
    json.add("Entrypoint", entrypoint.isEmpty() ? JsonNull.INSTANCE : array(entrypoint));
    JsonObject labels = new JsonObject();
    for (Map.Entry<String, String> label : ContainerColumns.labelsOf(home, config).entrySet()) {
      labels.addProperty(label.getKey(), label.getValue());
    }
    json.add("Labels", labels);
    spec.lifecycle().stopSignal().ifPresent(signal -> json.addProperty("StopSignal", signal));
    spec.lifecycle().stopTimeout().ifPresent(seconds -> json.addProperty("StopTimeout", seconds));
    return json;
  }

  private static JsonArray array(List<String> words) {
    JsonArray array = new JsonArray();
    words.forEach(array::add);
    return array;
  }
}
