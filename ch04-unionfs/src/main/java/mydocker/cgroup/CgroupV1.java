package mydocker.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import mydocker.linux.Pause;

/**
 * A container's control groups of version 1: a folder in the tree of each controller. Two
 * controllers can share a tree, as cpu and cpuacct mostly do. See the kernel's
 * admin-guide/cgroup-v1.
 */
final class CgroupV1 implements Cgroup {
  /** For reading back, where they are mounted; what limits need comes on top. */
  private static final List<String> ALWAYS =
      List.of("memory", "cpu", "cpuacct", "cpuset", "pids", "freezer");

  private final Map<String, Path> folders = new LinkedHashMap<>();
  private final List<Path> made = new ArrayList<>();

  private final Hierarchies hierarchies;
  private final String path;

  /** The one at a path, whether it exists or not. */
  CgroupV1(Hierarchies hierarchies, String path) {
    this.hierarchies = hierarchies;
    this.path = path;
    for (String controller : ALWAYS) {
      put(controller);
    }
  }

  @Override
  public void make(Limits limits) throws IOException {
    try {
      for (Path folder : distinctFolders()) {
        Folders.make(folder);
        made.add(folder);
      }
      if (folders.containsKey("cpuset")) { // nobody can join one that has no CPUs
        inheritCpuset(folders.get("cpuset").getParent());
        inheritCpuset(folders.get("cpuset"));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private void put(String controller) {
    hierarchies
        .of(controller)
        .filter(hierarchy -> hierarchy.version() == 1)
        .ifPresent(hierarchy -> folders.put(controller, hierarchy.mountPoint().resolve(path)));
  }

  private TreeSet<Path> distinctFolders() {
    return new TreeSet<>(folders.values());
  }

  /**
   * Gives a cpuset the CPUs and memory nodes of its parent. A new one has none of either, and while
   * it lacks one, no process can be put in (ENOSPC).
   */
  private static void inheritCpuset(Path folder) throws IOException {
    for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
      if (ControlFile.read(folder.resolve(file)).isEmpty()) {
        String parents = ControlFile.read(folder.resolveSibling(file));
        ControlFile.write(folder.resolve(file), parents);
      }
    }
  }

  /** A file of a controller's folder. */
  private Path file(String controller, String file) throws IOException {
    Path folder = folders.get(controller);
    if (folder == null) {
      throw new IOException(
          "limit by %s: no %s controller is mounted here: see /proc/cgroups and cgroups(7)"
              .formatted(file, controller));
    }
    return folder.resolve(file);
  }

  private void set(String controller, String file, Object value) throws IOException {
    ControlFile.write(file(controller, file), value);
  }

  @Override
  public void limit(Limits limits) throws IOException {
    if (limits.memory().isPresent()) {
      limitMemory(limits.memory().get(), limits.memorySwap());
    }
    if (limits.cpuQuota().isPresent()) {
      set("cpu", "cpu.cfs_period_us", Limits.CPU_PERIOD);
      set("cpu", "cpu.cfs_quota_us", limits.cpuQuota().get());
    }
    if (limits.cpuShares().isPresent()) {
      set("cpu", "cpu.shares", limits.cpuShares().get());
    }
    if (limits.cpusetCpus().isPresent()) {
      set("cpuset", "cpuset.cpus", limits.cpusetCpus().get());
    }
    if (limits.cpusetMems().isPresent()) {
      set("cpuset", "cpuset.mems", limits.cpusetMems().get());
    }
    if (limits.pids().isPresent()) {
      set("pids", "pids.max", limits.pids().get());
    }
  }

  /**
   * Memory may never exceed the sum of both. Where nobody asked for a limit of the sum, docker's
   * default is twice the memory; a kernel that does not count swap goes without.
   */
  private void limitMemory(long memory, Optional<Long> memorySwap) throws IOException {
    Path sum = file("memory", "memory.memsw.limit_in_bytes");
    long both = memorySwap.orElse(Limits.twice(memory));
    boolean setSum = Files.exists(sum) || memorySwap.isPresent() && both != Limits.UNLIMITED;
    if (setSum && Files.exists(sum) && ControlFile.number(sum) < memory) {
      ControlFile.write(sum, both); // a sum that grows has to grow first
    }
    set("memory", "memory.limit_in_bytes", memory);
    if (setSum) {
      ControlFile.write(sum, both);
    }
  }

  @Override
  public void add(int pid) throws IOException {
    for (Path folder : distinctFolders()) {
      ControlFile.write(folder.resolve("cgroup.procs"), pid);
    }
  }

  @Override
  public Usage usage() throws IOException {
    return new Usage(
        number("memory", "memory.usage_in_bytes"),
        folders.containsKey("memory")
            ? Optional.of(number("memory", "memory.max_usage_in_bytes"))
            : Optional.empty(),
        number("memory", "memory.failcnt"),
        folders.containsKey("memory")
            ? ControlFile.number(file("memory", "memory.oom_control"), "oom_kill")
            : 0,
        Duration.ofNanos(number("cpuacct", "cpuacct.usage")),
        number("pids", "pids.current"));
  }

  private long number(String controller, String file) throws IOException {
    return folders.containsKey(controller) ? ControlFile.number(file(controller, file)) : 0;
  }

  @Override
  public void freeze() throws IOException {
    Path state = file("freezer", "freezer.state");
    ControlFile.write(state, "FROZEN");
    while (!ControlFile.read(state).equals("FROZEN")) { // FREEZING, as long as one still runs
      Pause.millis(1);
    }
  }

  @Override
  public void thaw() throws IOException {
    if (folders.containsKey("freezer")) {
      LeftCgroups.thaw(folders.get("freezer"));
    }
  }

  @Override
  public void close() throws IOException {
    for (Path folder : made) {
      LeftCgroups.thaw(folder);
      Folders.remove(folder);
    }
  }
}
