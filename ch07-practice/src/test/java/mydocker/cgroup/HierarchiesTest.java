package mydocker.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mydocker.cgroup.Hierarchies.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where cgroups are mounted, read from mountinfo files of several kinds of machine. */
class HierarchiesTest {
  private static final String ROOT = "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw";
  private static final String MEMORY =
      "36 29 0:32 / /sys/fs/cgroup/memory rw,relatime shared:9 - cgroup cgroup rw,memory";
  private static final String CPU =
      "34 29 0:30 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid shared:7 - cgroup cgroup rw,cpu,cpuacct";
  private static final String SYSTEMD =
      "30 29 0:26 / /sys/fs/cgroup/systemd rw shared:5 - cgroup cgroup"
          + " rw,xattr,release_agent=/lib/systemd/systemd-cgroups-agent,name=systemd";

  @TempDir Path folder;

  private static Hierarchies parse(String... lines) throws IOException {
    return Hierarchies.parse(List.of(lines));
  }

  private static Optional<Path> at(Hierarchies hierarchies, String controller) {
    return hierarchies.of(controller).map(Hierarchy::mountPoint);
  }

  @Test
  void version1HasATreeForEachControllerOrForSeveral() throws IOException {
    Hierarchies v1 = parse(ROOT, SYSTEMD, CPU, MEMORY);
    assertEquals(Mode.V1, v1.mode());
    assertEquals(Optional.of(Path.of("/sys/fs/cgroup/memory")), at(v1, "memory"));
    assertEquals(Optional.of(Path.of("/sys/fs/cgroup/cpu,cpuacct")), at(v1, "cpu"));
    assertEquals(at(v1, "cpu"), at(v1, "cpuacct"));
    assertEquals(Optional.empty(), at(v1, "pids"));
    assertEquals(Set.of(), v1.all().get(0).controllers());
  }

  @Test
  void version2HasOneTreeForAll() throws IOException {
    Files.writeString(folder.resolve("cgroup.controllers"), "cpuset cpu io memory pids\n");
    Hierarchies v2 = parse(ROOT, "30 24 0:26 / " + folder + " rw - cgroup2 cgroup2 rw,nsdelegate");
    assertEquals(Mode.V2, v2.mode());
    assertEquals(Optional.of(folder), at(v2, "memory"));
    assertEquals(Optional.empty(), at(v2, "freezer"));
  }

  @Test
  void bothIsHybrid() throws IOException {
    Files.writeString(folder.resolve("cgroup.controllers"), "\n");
    Hierarchies both = parse(MEMORY, "41 31 0:38 / " + folder + " rw - cgroup2 cgroup2 rw");
    assertEquals(Mode.HYBRID, both.mode());
    assertEquals(1, both.of("memory").orElseThrow().version());
    assertEquals(Optional.of(folder), both.unified().map(Hierarchy::mountPoint));
  }

  @Test
  void noneMountedIsNone() throws IOException {
    assertEquals(Mode.NONE, parse(ROOT).mode());
    assertEquals(Mode.NONE, parse(SYSTEMD).mode());
  }

  @Test
  void insideAContainerTheRootOfAMountIsTheContainersCgroup() throws IOException {
    Hierarchies inside =
        parse("36 29 0:32 /docker/0123 /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory");
    assertEquals(Optional.of(Path.of("/sys/fs/cgroup/memory")), at(inside, "memory"));
  }

  @Test
  void aSpaceInAMountPointIsUnderstood() throws IOException {
    Hierarchies odd = parse("36 29 0:32 / /a\\040b/memory rw - cgroup cgroup rw,memory");
    assertEquals(Optional.of(Path.of("/a b/memory")), at(odd, "memory"));
  }

  @Test
  void thisMachineHasWhatItsKernelSays() throws IOException {
    Hierarchies here = Hierarchies.here();
    for (Hierarchy hierarchy : here.all()) {
      assertTrue(Files.exists(hierarchy.mountPoint().resolve("cgroup.procs")), "" + hierarchy);
    }
  }
}
