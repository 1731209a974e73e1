package mydocker.cgroup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The control group trees that are mounted here, found in /proc/self/mountinfo (proc(5)). What a
 * kernel could do, /proc/filesystems, says nothing about it: all recent ones know both versions.
 *
 * @param all in the order in which they were mounted
 */
public record Hierarchies(List<Hierarchy> all) {
  /** The controllers of version 1: the options of a mount have other words among them. */
  static final List<String> CONTROLLERS =
      List.of(
          "cpuset",
          "cpu",
          "cpuacct",
          "blkio",
          "memory",
          "devices",
          "freezer",
          "net_cls",
          "perf_event",
          "net_prio",
          "hugetlb",
          "pids",
          "rdma",
          "misc");

  // ID, parent, device, root, mount point (1), options, optional fields, -, type (2), source,
  // options of the file system (3)
  private static final Pattern MOUNT =
      Pattern.compile("\\d+ \\d+ \\S+ \\S+ (\\S+) .*- (cgroup2?) \\S+ (\\S+)");
  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

  private static volatile Hierarchies here;

  /** What the machine has. */
  public enum Mode {
    /** Version 1 only. */
    V1("v1"),
    /** Version 2 only. */
    V2("v2"),
    /** Version 1 for the controllers, and version 2 beside it. */
    HYBRID("hybrid (v1, with v2 beside it)"),
    /** None is mounted. */
    NONE("none");

    private final String words;

    Mode(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** Those that this process sees; they are looked for once. */
  public static Hierarchies here() throws IOException {
    if (here == null) {
      here = parse(Files.readAllLines(Path.of("/proc/self/mountinfo"), ISO_8859_1));
    }
    return here;
  }

  static Hierarchies parse(List<String> mountinfo) throws IOException {
    List<Hierarchy> all = new ArrayList<>();
    for (String line : mountinfo) {
      Matcher m = MOUNT.matcher(line);
      if (line.contains(" - cgroup") && m.matches()) {
        Path mountPoint = Path.of(unescape(m.group(1)));
        all.add(
            m.group(2).equals("cgroup2")
                ? new Hierarchy(2, mountPoint, controllersOfV2(mountPoint))
                : new Hierarchy(1, mountPoint, controllersOfV1(m.group(3))));
      }
    }
    return new Hierarchies(all);
  }

  /** A space in a mount point is written as \040. */
  private static String unescape(String path) {
    return OCTAL
        .matcher(path)
        .replaceAll(m -> Matcher.quoteReplacement("" + (char) Integer.parseInt(m.group(1), 8)));
  }

  private static Set<String> controllersOfV1(String options) {
    Set<String> controllers = new TreeSet<>(CONTROLLERS);
    controllers.retainAll(Arrays.asList(options.split(",")));
    return controllers;
  }

  private static Set<String> controllersOfV2(Path mountPoint) throws IOException {
    Path file = mountPoint.resolve("cgroup.controllers");
    return Files.exists(file)
        ? new TreeSet<>(ControlFile.words(file))
        : Set.of(); // under another mount
  }

  /** The tree that has a controller. */
  public Optional<Hierarchy> of(String controller) {
    for (Hierarchy hierarchy : all) {
      if (hierarchy.controllers().contains(controller)) {
        return Optional.of(hierarchy);
      }
    }
    return Optional.empty();
  }

  /** The tree of version 2, if it is mounted. */
  public Optional<Hierarchy> unified() {
    return all.stream().filter(h -> h.version() == 2).findFirst();
  }

  /**
   * Whether version 2 has the controllers that matter most. On a hybrid machine they can be on
   * either side, whatever else is mounted.
   */
  boolean usesVersion2() {
    return of("memory")
        .or(() -> of("pids"))
        .or(this::unified)
        .map(h -> h.version() == 2)
        .orElse(false);
  }

  /** What the machine has. */
  public Mode mode() {
    boolean v1 = all.stream().anyMatch(h -> h.version() == 1 && !h.controllers().isEmpty());
    boolean v2 = unified().isPresent();
    if (v1) {
      return v2 ? Mode.HYBRID : Mode.V1;
    }
    return v2 ? Mode.V2 : Mode.NONE;
  }
}
