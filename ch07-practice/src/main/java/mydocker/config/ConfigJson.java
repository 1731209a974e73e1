package mydocker.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import mydocker.cgroup.Limits;
import mydocker.image.Digest;
import mydocker.image.Fields;
import mydocker.linux.Rfc3339;

/** A {@link Config} as the file config.json, with docker's names. */
public final class ConfigJson {
  private ConfigJson() {}

  public static byte[] write(Config config) {
    RunSpec spec = config.spec();
    JsonObject json = new JsonObject();
    json.addProperty("Id", config.id().digits());
    json.addProperty("Name", config.name());
    json.addProperty("Image", config.image().toString());
    json.addProperty("Created", Rfc3339.format(config.created()));
    json.addProperty("ImageName", spec.image());
    spec.hostname().ifPresent(name -> json.addProperty("Hostname", name));
    addTo(json, spec.process());
    JsonArray mounts = new JsonArray();
    spec.volumes().forEach(volume -> mounts.add(write(volume)));
    json.add("Mounts", mounts);
    json.addProperty("ReadonlyRootfs", spec.hardening().readOnly());
    json.addProperty("NoNewPrivileges", spec.hardening().noNewPrivileges());
    json.addProperty("CgroupParent", spec.cgroup().parent());
    json.add("Limits", write(spec.cgroup().limits()));
    json.add("Life", write(spec.lifecycle()));
    json.add("Network", NetworkSpecJson.write(spec.network()));
    return json.toString().getBytes(UTF_8);
  }

  private static void addTo(JsonObject json, ProcessSpec process) {
    process.entrypoint().ifPresent(words -> json.add("Entrypoint", array(words)));
    json.add("Cmd", array(process.command()));
    json.add("Env", array(process.environment()));
    process.workingDir().ifPresent(folder -> json.addProperty("WorkingDir", folder));
    process.user().ifPresent(user -> json.addProperty("User", user));
    json.addProperty("OpenStdin", process.interactive());
    json.addProperty("Tty", process.terminal());
  }

  private static JsonArray array(List<String> strings) {
    JsonArray array = new JsonArray();
    strings.forEach(array::add);
    return array;
  }

  /** Not in the words of -v: a path that was put before a relative one may have a colon. */
  private static JsonObject write(Volume volume) {
    JsonObject json = new JsonObject();
    json.addProperty("Source", volume.source().toString());
    json.addProperty("Destination", volume.destination());
    json.addProperty("ReadOnly", volume.readOnly());
    return json;
  }

  private static JsonObject write(Limits limits) {
    JsonObject json = new JsonObject();
    limits.memory().ifPresent(n -> json.addProperty("Memory", n));
    limits.memorySwap().ifPresent(n -> json.addProperty("MemorySwap", n));
    limits.cpuQuota().ifPresent(n -> json.addProperty("CpuQuota", n));
    limits.cpuShares().ifPresent(n -> json.addProperty("CpuShares", n));
    limits.cpusetCpus().ifPresent(list -> json.addProperty("CpusetCpus", list));
    limits.cpusetMems().ifPresent(list -> json.addProperty("CpusetMems", list));
    limits.pids().ifPresent(n -> json.addProperty("PidsLimit", n));
    return json;
  }

  private static JsonObject write(LifecycleSpec lifecycle) {
    JsonObject json = new JsonObject();
    json.addProperty("AutoRemove", lifecycle.autoRemove());
    json.addProperty("RestartPolicy", lifecycle.restart().toString());
    lifecycle.stopSignal().ifPresent(signal -> json.addProperty("StopSignal", signal));
    lifecycle.stopTimeout().ifPresent(seconds -> json.addProperty("StopTimeout", seconds));
    lifecycle.log().maxSize().ifPresent(bytes -> json.addProperty("LogMaxSize", bytes));
    json.addProperty("LogMaxFiles", lifecycle.log().maxFiles());
    return json;
  }

  public static Config read(byte[] bytes) throws IOException {
    Fields json = Fields.parse(bytes, "a container's config.json");
    List<Volume> volumes = new ArrayList<>();
    for (Fields mount : json.objects("Mounts")) {
      Path source = Path.of(mount.string("Source"));
      volumes.add(new Volume(source, mount.string("Destination"), mount.flag("ReadOnly")));
    }
    RunSpec spec =
        new RunSpec(
            json.string("ImageName"),
            Optional.of(json.string("Hostname")),
            process(json),
            List.copyOf(volumes),
            new Hardening(json.flag("ReadonlyRootfs"), json.flag("NoNewPrivileges")),
            new CgroupSpec(json.string("CgroupParent"), limits(json.object("Limits"))),
            json.has("Life") ? lifecycle(json.object("Life")) : LifecycleSpec.ONCE,
            json.has("Network") ? NetworkSpecJson.read(json.object("Network")) : NetworkSpec.NONE);
    return new Config(
        new ContainerId(json.string("Id")),
        json.string("Name"),
        Digest.parse(json.string("Image")),
        Rfc3339.parse(json.string("Created")),
        spec);
  }

  private static ProcessSpec process(Fields json) throws IOException {
    return new ProcessSpec(
        Optional.of(json.strings("Entrypoint")),
        json.strings("Cmd"),
        json.strings("Env"),
        Optional.of(json.string("WorkingDir")),
        Optional.of(json.string("User")),
        json.flag("OpenStdin"),
        json.flag("Tty"));
  }

  private static Limits limits(Fields json) throws IOException {
    return new Limits(
        number(json, "Memory"),
        number(json, "MemorySwap"),
        number(json, "CpuQuota"),
        number(json, "CpuShares"),
        text(json, "CpusetCpus"),
        text(json, "CpusetMems"),
        number(json, "PidsLimit"));
  }

  private static LifecycleSpec lifecycle(Fields json) throws IOException {
    Optional<Long> stopTimeout = number(json, "StopTimeout");
    return new LifecycleSpec(
        json.flag("AutoRemove"),
        json.has("RestartPolicy")
            ? RestartPolicy.parse(json.string("RestartPolicy"))
            : RestartPolicy.NO, // made by a smaller mydocker
        text(json, "StopSignal"),
        stopTimeout.isPresent()
            ? OptionalInt.of(stopTimeout.get().intValue())
            : OptionalInt.empty(),
        new LogLimits(number(json, "LogMaxSize"), Math.max(1, (int) json.number("LogMaxFiles"))));
  }

  private static Optional<Long> number(Fields json, String name) throws IOException {
    return json.has(name) ? Optional.of(json.number(name)) : Optional.empty();
  }

  private static Optional<String> text(Fields json, String name) throws IOException {
    return json.has(name) ? Optional.of(json.string(name)) : Optional.empty();
  }
}
