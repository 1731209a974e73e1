package mydocker.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import mydocker.linux.Pause;

/**
 * A container's control group of version 2: one folder for all controllers, each of which has to be
 * switched on in every cgroup above. See the kernel's admin-guide/cgroup-v2.
 */
final class CgroupV2 implements Cgroup {
  /** For reading back, where the kernel has them; what limits need comes on top. */
  private static final List<String> ALWAYS = List.of("memory", "cpu", "pids");

  private final Hierarchy unified;
  private final Path folder;

  /** The one at a path, whether it exists or not. */
  CgroupV2(Hierarchies hierarchies, String path) {
    unified = hierarchies.unified().orElseThrow();
    folder = unified.mountPoint().resolve(path);
  }

  @Override
  public void make(Limits limits) throws IOException {
    Set<String> needed = needed(limits);
    for (String controller : needed) {
      if (!unified.controllers().contains(controller)) {
        throw new IOException(
            "limit by %s: there is no such controller: see %s/cgroup.controllers"
                .formatted(controller, unified.mountPoint()));
      }
    }
    Folders.make(folder);
    try {
      switchOn(needed, unified.mountPoint());
      try {
        switchOn(ALWAYS, unified.mountPoint());
      } catch (IOException e) {
        // then there is less to read back, in a container for instance
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private static Set<String> needed(Limits limits) {
    Set<String> needed = new TreeSet<>();
    if (limits.memory().isPresent()) {
      needed.add("memory");
    }
    if (limits.cpuQuota().isPresent() || limits.cpuShares().isPresent()) {
      needed.add("cpu");
    }
    if (limits.hasCpuset()) {
      needed.add("cpuset");
    }
    if (limits.pids().isPresent()) {
      needed.add("pids");
    }
    return needed;
  }

  /** Switches controllers on for the children of a cgroup, and so on down to this one. */
  private void switchOn(Collection<String> controllers, Path from) throws IOException {
    for (Path above = from; !above.equals(folder); above = next(above)) {
      Path control = above.resolve("cgroup.subtree_control");
      List<String> on = ControlFile.words(control);
      List<String> there = ControlFile.words(above.resolve("cgroup.controllers"));
      for (String controller : controllers) {
        if (!on.contains(controller) && there.contains(controller)) {
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
      limitMemory(limits.memory().get(), limits.memorySwap());
    }
    if (limits.cpuQuota().isPresent()) {
      set("cpu.max", limits.cpuQuota().get() + " " + Limits.CPU_PERIOD);
    }
    if (limits.cpuShares().isPresent()) {
      set("cpu.weight", weight(limits.cpuShares().get()));
    }
    if (limits.cpusetCpus().isPresent()) {
      set("cpuset.cpus", limits.cpusetCpus().get());
    }
    if (limits.cpusetMems().isPresent()) {
      set("cpuset.mems", limits.cpusetMems().get());
    }
    if (limits.pids().isPresent()) {
      set("pids.max", limits.pids().get());
    }
  }

  /** Docker speaks of memory and swap together, this version of swap alone. */
  private void limitMemory(long memory, Optional<Long> memorySwap) throws IOException {
    set("memory.max", memory);
    String swap = "memory.swap.max";
    boolean asked = memorySwap.isPresent() && memorySwap.get() != Limits.UNLIMITED;
    if (asked || Files.exists(folder.resolve(swap))) {
      long both = memorySwap.orElse(Limits.twice(memory));
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
        Files.exists(peak) ? Optional.of(ControlFile.number(peak)) : Optional.empty(),
        ControlFile.number(events, "max"),
        ControlFile.number(events, "oom_kill"),
        Duration.ofNanos(1000 * ControlFile.number(folder.resolve("cpu.stat"), "usage_usec")),
        ControlFile.number(folder.resolve("pids.current")));
  }

  @Override
  public void freeze() throws IOException {
    set("cgroup.freeze", 1);
    while (ControlFile.number(folder.resolve("cgroup.events"), "frozen") != 1) {
      Pause.millis(1);
    }
  }

  @Override
  public void thaw() throws IOException {
    LeftCgroups.thaw(folder.resolve("cgroup.freeze"), 0);
  }

  @Override
  public void close() throws IOException {
    Folders.remove(folder);
  }
}
