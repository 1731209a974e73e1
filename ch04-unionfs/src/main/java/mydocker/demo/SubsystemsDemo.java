package mydocker.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mydocker.cgroup.Hierarchies;
import mydocker.cgroup.Hierarchy;
import mydocker.linux.ChildProgram;

/** What can be limited on this machine, and where: lssubsys(1) and a little more. */
final class SubsystemsDemo extends Demo {
  private static final Map<String, String> CONTROLLERS = new LinkedHashMap<>();

  static {
    CONTROLLERS.put("blkio", "reading and writing of block devices (version 2: io)");
    CONTROLLERS.put("cpu", "CPU time: shares and quota");
    CONTROLLERS.put("cpuacct", "counts CPU time (version 2: part of cpu)");
    CONTROLLERS.put("cpuset", "which CPUs and memory nodes");
    CONTROLLERS.put("devices", "which devices may be opened (version 2: a BPF program)");
    CONTROLLERS.put("freezer", "stops and continues (version 2: in every cgroup)");
    CONTROLLERS.put("memory", "memory and swap");
    CONTROLLERS.put("net_cls", "marks network packets for traffic control");
    CONTROLLERS.put("net_prio", "priority of network traffic");
    CONTROLLERS.put("perf_event", "lets perf(1) measure a group");
    CONTROLLERS.put("pids", "number of processes and threads");
    CONTROLLERS.put("hugetlb", "huge pages");
    CONTROLLERS.put("rdma", "RDMA resources");
    CONTROLLERS.put("misc", "other countable things");
  }

  SubsystemsDemo() {
    super(
        "subsystems",
        "what can be limited here, and where",
        """
        A controller (subsystem) limits one kind of thing. /proc/cgroups lists those that the kernel
        has, and /proc/self/mountinfo says in which tree each is mounted: in version 1 each can have
        a tree of its own, in version 2 there is one tree for all.
        Compare: what the kernel has with what is mounted.""",
        """
        cat /proc/cgroups          what the kernel has; the second column numbers the trees
        grep cgroup /proc/self/mountinfo
        ls /sys/fs/cgroup""");
  }

  @Override
  String explain() {
    return "open(\"/proc/self/mountinfo\", O_RDONLY); open(\"/proc/cgroups\", O_RDONLY);";
  }

  @Override
  void show(PrintStream out) throws IOException {
    Hierarchies hierarchies = Hierarchies.here();
    out.println("cgroups on this machine: " + hierarchies.mode());
    List<String> kernel = inKernel();
    for (Map.Entry<String, String> controller : CONTROLLERS.entrySet()) {
      String name = controller.getKey();
      String where = where(hierarchies, name);
      if (where.equals("-") && !kernel.contains(name)) {
        where = "not in this kernel";
      }
      out.println("  %-11s %-28s %s".formatted(name, where, controller.getValue()));
    }
  }

  private static List<String> inKernel() throws IOException {
    return Files.readAllLines(Path.of("/proc/cgroups"), ISO_8859_1).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\\s+")[0])
        .toList();
  }

  private static String where(Hierarchies hierarchies, String controller) {
    Optional<Hierarchy> v1OrV2 = hierarchies.of(controller);
    if (v1OrV2.isEmpty() && controller.equals("blkio")) {
      v1OrV2 = hierarchies.of("io");
    }
    return v1OrV2.map(h -> "v" + h.version() + " " + h.mountPoint()).orElse("-");
  }

  @Override
  int shell() throws IOException {
    return Shell.interactive(new ChildProgram(), Set.of(), "(subsystems) # ");
  }
}
