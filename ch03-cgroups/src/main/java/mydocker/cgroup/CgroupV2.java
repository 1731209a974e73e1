package mydocker.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A container's control group of version 2: one folder for all controllers, each of which has to be
 * switched on in every cgroup above. See the kernel's admin-guide/cgroup-v2.
 */
final class CgroupV2 implements Cgroup {
  /** For reading back, where the kernel has them; what limits need comes on top. */
  private static final List<String> ALWAYS = List.of("memory", "cpu", "pids");

  private final Path folder;

  CgroupV2(Hierarchies hierarchies, String path, Limits limits) throws IOException {
    Hierarchy unified = hierarchies.unified().orElseThrow();
    folder = unified.mountPoint().resolve(path);
    List<String> controllers = new ArrayList<>(ALWAYS);
    if (limits.hasCpuset()) {
      controllers.add("cpuset");
    }
    controllers.retainAll(unified.controllers());
    Folders.make(folder);
    try {
      switchOn(controllers, unified.mountPoint());
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** Switches controllers on for the children of a cgroup, and so on down to this one. */
  private void switchOn(List<String> controllers, Path from) throws IOException {
    for (Path above = from; !above.equals(folder); above = next(above)) {
      Path control = above.resolve("cgroup.subtree_control");
      List<String> on = ControlFile.words(control);
      for (String controller : controllers) {
        if (!on.contains(controller)) {
          switchOn(controller, control);
        }
      }
    }
  }

  private static void switchOn(String controller, Path control) throws IOException {
    try {
      ControlFile.write(control, "+" + controller);
    } catch (IOException e) {
      String remedy =
          e.getMessage().endsWith("busy") // EBUSY: only leaves may have processes
              ? ": there are processes in this cgroup: move them to one below it"
              : "";
      throw new IOException(e.getMessage() + remedy, e);
    }
  }

  private Path next(Path above) {
    return above.resolve(above.relativize(folder).getName(0));
  }

  private void set(String file, Object value) throws IOException {
    ControlFile.write(folder.resolve(file), value);
  }

  @Override
  public void limit(Limits limits) throws IOException {
    if (limits.memory().isPresent()) {
      limitMemory(limits.memory().getAsLong(), limits.memorySwap());
    }
    if (limits.cpuQuota().isPresent()) {
      set("cpu.max", limits.cpuQuota().getAsLong() + " " + Limits.CPU_PERIOD);
    }
    if (limits.cpuShares().isPresent()) {
      set("cpu.weight", weight(limits.cpuShares().getAsLong()));
    }
    if (limits.cpusetCpus().isPresent()) {
      set("cpuset.cpus", limits.cpusetCpus().get());
    }
    if (limits.cpusetMems().isPresent()) {
      set("cpuset.mems", limits.cpusetMems().get());
    }
    if (limits.pids().isPresent()) {
      set("pids.max", limits.pids().getAsLong());
    }
  }

  /** Docker speaks of memory and swap together, this version of swap alone. */
  private void limitMemory(long memory, OptionalLong memorySwap) throws IOException {
    set("memory.max", memory);
    String swap = "memory.swap.max";
    if (memorySwap.isPresent() || Files.exists(folder.resolve(swap))) {
      long both = memorySwap.orElse(2 * memory);
      set(swap, both == Limits.UNLIMITED ? "max" : both - memory);
    }
  }

  /**
   * The weight, 1 to 10000, for shares, 2 to 262144, as runc computes it: a curve on which both
   * ends and the two defaults, 1024 and 100, meet.
   */
  static long weight(long shares) {
    if (shares <= 2) {
      return 1;
    }
    if (shares >= 262_144) {
      return 10_000;
    }
    double l = Math.log(shares) / Math.log(2);
    return (long) Math.ceil(Math.pow(10, (l * l + 125 * l) / 612.0 - 7.0 / 34.0));
  }

  @Override
  public void add(int pid) throws IOException {
    set("cgroup.procs", pid);
  }

  @Override
  public Usage usage() throws IOException {
    Path peak = folder.resolve("memory.peak");
    Path events = folder.resolve("memory.events");
    return new Usage(
        ControlFile.number(folder.resolve("memory.current")),
        Files.exists(peak) ? OptionalLong.of(ControlFile.number(peak)) : OptionalLong.empty(),
        ControlFile.number(events, "max"),
        ControlFile.number(events, "oom_kill"),
        Duration.ofNanos(1000 * ControlFile.number(folder.resolve("cpu.stat"), "usage_usec")),
        ControlFile.number(folder.resolve("pids.current")));
  }

  @Override
  public void freeze() throws IOException {
    set("cgroup.freeze", 1);
    while (ControlFile.number(folder.resolve("cgroup.events"), "frozen") != 1) {
      Folders.pause(1);
    }
  }

  @Override
  public void thaw() throws IOException {
    set("cgroup.freeze", 0);
  }

  @Override
  public void close() throws IOException {
    Folders.remove(folder);
  }
}
