package mydocker.cgroup;

import static mydocker.testing.Inside.shell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mydocker.linux.Child;
import mydocker.linux.ChildProgram;
import mydocker.linux.LinkTraffic;
import mydocker.linux.Namespace;
import mydocker.testing.OwnCgroup;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cgroup tells of its processes, and what can be changed while they run. */
@RequiresRoot
class CgroupStatsTest {
  private static final Set<Namespace> PID = EnumSet.of(Namespace.PID);
  private static final long MEBIBYTE = 1 << 20;

  @TempDir private Path folder;

  private static Cgroup create(Limits limits) throws IOException {
    return Cgroup.create(Hierarchies.here(), OwnCgroup.NAME + "/one", limits);
  }

  private static Child start(Cgroup cgroup, String command) throws IOException {
    return shell(new ChildProgram().parent("join", cgroup::add), command).start(PID);
  }

  @Test
  void filesThatNobodyUsesAreNotCountedAsMemory() throws Exception {
    try (Cgroup cgroup = create(Limits.NONE.withMemory(100 * MEBIBYTE))) {
      Path file = folder.resolve("file");
      String write = "head -c 40M /dev/zero > " + file + " && sync " + file;
      assertEquals(0, start(cgroup, write).waitFor());
      Stats stats = cgroup.stats();
      boolean isInMemory = Files.getFileStore(folder).type().matches("tmpfs|overlay");
      assertTrue(stats.memory() < (isInMemory ? 60 : 20) * MEBIBYTE, stats.toString());
      assertEquals(100 * MEBIBYTE, stats.memoryLimit());
      assertEquals(0, stats.pids());
      assertTrue(stats.cpu().toNanos() > 0, stats.toString());
    }
  }

  @Test
  void whatIsNotLimitedHasTheMachinesMemory() throws IOException {
    try (Cgroup cgroup = create(Limits.NONE)) {
      long total = Stats.sum(Path.of("/proc/meminfo"), Pattern.compile("MemTotal: +(\\d+)"));
      assertEquals(1024 * total, cgroup.stats().memoryLimit());
    }
  }

  @Test
  void itsProcessesAreListedAndSoIsWhetherTheyStandStill() throws IOException {
    try (Cgroup cgroup = create(Limits.NONE)) {
      assertEquals(List.of(), cgroup.processes());
      Child child = start(cgroup, "exec sleep 100");
      assertEquals(List.of(child.pid()), cgroup.processes());
      assertFalse(cgroup.isFrozen());
      cgroup.freeze();
      assertTrue(cgroup.isFrozen());
      cgroup.thaw();
      assertFalse(cgroup.isFrozen());
      child.destroy();
    }
    Cgroup gone = Cgroup.at(Hierarchies.here(), OwnCgroup.NAME + "/one");
    assertFalse(gone.isFrozen());
    assertEquals(List.of(), gone.processes());
  }

  /** By somebody else than who has made it, as mydocker update is. */
  @Test
  void limitsThatNobodyHadThoughtOfComeLater() throws IOException {
    try (Cgroup cgroup = create(Limits.NONE)) {
      Child child = start(cgroup, "exec sleep 100");
      Cgroup same = Cgroup.at(Hierarchies.here(), OwnCgroup.NAME + "/one");
      same.limit(Limits.NONE.withCpusetCpus("0").withPids(5).withMemory(50 * MEBIBYTE));
      String status = Files.readString(Path.of("/proc/" + child.pid() + "/status"));
      assertTrue(status.contains("\nCpus_allowed_list:\t0\n"), status);
      assertEquals(50 * MEBIBYTE, same.stats().memoryLimit());
      same.limit(Limits.NONE.withPids(Limits.UNLIMITED));
      child.destroy();
    }
  }

  @Test
  void aLinksTrafficIsWhatTheKernelCounts() throws IOException {
    long before = sysfs("rx_bytes") + sysfs("tx_bytes");
    LinkTraffic traffic = LinkTraffic.of((int) ProcessHandle.current().pid());
    long after = sysfs("rx_bytes") + sysfs("tx_bytes");
    long sum = traffic.received() + traffic.sent();
    assertTrue(before <= sum && sum <= after, before + " " + traffic + " " + after);
  }

  private static long sysfs(String counter) throws IOException {
    long sum = 0;
    try (Stream<Path> links = Files.list(Path.of("/sys/class/net"))) {
      for (Path link : links.filter(l -> !l.endsWith("lo")).toList()) {
        Path file = link.resolve("statistics").resolve(counter);
        sum += Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) : 0;
      }
    }
    return sum;
  }
}
