package mydocker.cgroup;

import static mydocker.testing.Inside.output;
import static mydocker.testing.Inside.shell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import mydocker.linux.Child;
import mydocker.linux.ChildProgram;
import mydocker.linux.Namespace;
import mydocker.testing.OwnCgroup;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Test;

/** Real limits on real processes, with whatever version of cgroups this machine has. */
@RequiresRoot
class CgroupTest {
  private static final String PARENT = OwnCgroup.NAME;
  private static final Set<Namespace> PID = EnumSet.of(Namespace.PID);
  private static final long MEBIBYTE = 1 << 20;

  private static Cgroup create(Limits limits) throws IOException {
    return Cgroup.create(Hierarchies.here(), PARENT + "/one", limits);
  }

  private static ChildProgram in(Cgroup cgroup) {
    return new ChildProgram().parent("join", cgroup::add);
  }

  private static String run(Limits limits, String command) throws IOException {
    try (Cgroup cgroup = create(limits)) {
      return output(in(cgroup), PID, command);
    }
  }

  @Test
  void memoryEndsAtTheLimitAndTheKernelSaysSo() throws IOException {
    try (Cgroup cgroup = create(Limits.NONE.withMemory(20 * MEBIBYTE))) {
      String hog = "dd if=/dev/zero of=/dev/null bs=100M count=1; echo over";
      output(in(cgroup), PID, hog);
      Usage usage = cgroup.usage();
      assertTrue(usage.oomKills() >= 1, usage.toString());
      assertTrue(usage.limitHits() >= 1, usage.toString());
      Optional<Long> peak = usage.peak();
      assertTrue(peak.isEmpty() || peak.get() <= 20 * MEBIBYTE, usage.toString());
    }
  }

  @Test
  void whatFitsIsNotDisturbedAndTheJvmIsNotCharged() throws IOException {
    try (Cgroup cgroup = create(Limits.NONE.withMemory(6 * MEBIBYTE))) {
      assertEquals("fits", output(in(cgroup), PID, "echo fits"));
      Usage usage = cgroup.usage();
      assertEquals(0, usage.oomKills());
      assertTrue(usage.peak().orElse(0L) < 6 * MEBIBYTE, usage.toString());
    }
  }

  @Test
  void aQuotaIsNotExceeded() throws Exception {
    try (Cgroup cgroup = create(Limits.NONE.withCpus(0.2))) {
      Child busy = shell(in(cgroup), "while :; do :; done").start(PID);
      Duration before = cgroup.usage().cpu();
      long start = System.nanoTime();
      Thread.sleep(2000);
      double used = cgroup.usage().cpu().minus(before).toNanos();
      double share = used / (System.nanoTime() - start);
      busy.destroy();
      assertTrue(share > 0 && share < 0.35, "CPUs used: " + share);
    }
  }

  @Test
  void sharesAreWeighed() throws Exception {
    Limits pinned = Limits.NONE.withCpusetCpus("0");
    Hierarchies here = Hierarchies.here();
    try (Cgroup little = Cgroup.create(here, PARENT + "/little", pinned.withCpuShares(128));
        Cgroup much = Cgroup.create(here, PARENT + "/much", pinned.withCpuShares(2048))) {
      Child first = shell(in(little), "while :; do :; done").start(PID);
      Child second = shell(in(much), "while :; do :; done").start(PID);
      Duration littleHad = little.usage().cpu(); // the first was alone for a while
      Duration muchHad = much.usage().cpu();
      Thread.sleep(3000);
      Duration littleHas = little.usage().cpu().minus(littleHad);
      Duration muchHas = much.usage().cpu().minus(muchHad);
      first.destroy();
      second.destroy();
      assertTrue(muchHas.toMillis() > 4 * littleHas.toMillis(), littleHas + " against " + muchHas);
    }
  }

  @Test
  void aCpusetPins() throws IOException {
    Limits limits = Limits.NONE.withCpusetCpus("0").withCpusetMems("0");
    String allowed = run(limits, "grep -E '^(Cpus|Mems)_allowed_list' /proc/self/status");
    assertEquals("Cpus_allowed_list:\t0\nMems_allowed_list:\t0", allowed);
  }

  @Test
  void cpusAloneAreEnoughForACpuset() throws IOException {
    String allowed =
        run(Limits.NONE.withCpusetCpus("0"), "grep Cpus_allowed_list /proc/self/status");
    assertEquals("Cpus_allowed_list:\t0", allowed);
  }

  @Test
  void forkFailsWhenThereAreTooManyProcesses() throws IOException {
    String bomb = "for i in 1 2 3 4 5 6 7 8 9; do sleep 100 & done; echo all started";
    String output = run(Limits.NONE.withPids(5), bomb);
    assertTrue(output.toLowerCase().contains("fork"), output);
    assertFalse(output.contains("all started"), output);
  }

  @Test
  void aFrozenGroupStandsStill() throws Exception {
    try (Cgroup cgroup = create(Limits.NONE)) {
      Child busy = shell(in(cgroup), "while :; do :; done").start(PID);
      cgroup.freeze();
      Duration frozen = cgroup.usage().cpu();
      Thread.sleep(300);
      assertEquals(frozen.toMillis(), cgroup.usage().cpu().toMillis(), 5);
      cgroup.thaw();
      Thread.sleep(300);
      assertTrue(cgroup.usage().cpu().compareTo(frozen) > 0);
      busy.destroy();
    }
  }

  @Test
  void processesAreCounted() throws IOException {
    try (Cgroup cgroup = create(Limits.NONE)) {
      assertEquals(0, cgroup.usage().pids());
      Child child = shell(in(cgroup), "exec sleep 100").start(PID);
      assertEquals(1, cgroup.usage().pids());
      assertTrue(cgroup.usage().memory() > 0);
      child.destroy();
    }
  }

  @Test
  void limitsCanBeChangedWhileItRuns() throws IOException {
    try (Cgroup cgroup = create(Limits.NONE.withPids(5))) {
      cgroup.limit(Limits.NONE.withPids(50));
      String bomb = "for i in 1 2 3 4 5 6 7 8 9; do sleep 100 & done; echo all started";
      assertEquals("all started", output(in(cgroup), PID, bomb));
    }
  }

  @Test
  void aValueThatTheKernelRefusesIsAnErrorThatNamesTheFileAndLeavesNothing() throws IOException {
    IOException e =
        assertThrows(IOException.class, () -> create(Limits.NONE.withCpusetCpus("4096")));
    assertTrue(
        e.getMessage().matches("write 4096 to /.*/" + PARENT + "/one/cpuset.cpus: .+"),
        e.getMessage());
    for (Hierarchy hierarchy : Hierarchies.here().all()) {
      assertFalse(Files.exists(hierarchy.mountPoint().resolve(PARENT)), "" + hierarchy);
    }
  }

  @Test
  void aNameThatIsTakenIsAnError() throws IOException {
    try (Cgroup first = create(Limits.NONE)) {
      IOException e = assertThrows(IOException.class, () -> create(Limits.NONE));
      assertTrue(
          e.getMessage().endsWith("/" + PARENT + "/one: there is one already"), e.getMessage());
      Child child = shell(in(first), "exec sleep 100").start(PID); // the first is as it was
      assertEquals(1, first.usage().pids());
      child.destroy();
    }
  }

  @Test
  void aGroupThatIsNotEmptySaysWhoIsInIt() throws IOException {
    Cgroup cgroup = create(Limits.NONE);
    Child child = shell(in(cgroup), "exec sleep 100").start(PID);
    IOException e = assertThrows(IOException.class, cgroup::close);
    assertTrue(
        e.getMessage().endsWith("processes are still in it: [" + child.pid() + "]"),
        e.getMessage());
    child.destroy();
    cgroup.close();
  }

  @Test
  void groupsBelowAreRemovedToo() throws IOException {
    try (Cgroup cgroup = create(Limits.NONE)) {
      for (Hierarchy hierarchy : Hierarchies.here().all()) {
        Path folder = hierarchy.mountPoint().resolve(PARENT).resolve("one");
        if (Files.exists(folder)) {
          Files.createDirectories(folder.resolve("below/it"));
        }
      }
    }
  }

  @Test
  void whatIsLeftIsEndedAndRemovedEvenIfItIsFrozen() throws IOException {
    Hierarchies here = Hierarchies.here();
    Cgroup left = create(Limits.NONE);
    Child child = shell(in(left), "exec sleep 100").start(PID);
    left.freeze();
    LeftCgroups.remove(here, PARENT + "/one");
    assertEquals(137, child.waitFor());
    for (Hierarchy hierarchy : here.all()) {
      assertFalse(Files.exists(hierarchy.mountPoint().resolve(PARENT)), "" + hierarchy);
    }
  }

  @Test
  void aParentThatIsNotOursStays() throws IOException {
    Hierarchies here = Hierarchies.here();
    Path parent = here.of("pids").orElseThrow().mountPoint().resolve("not-mydockers");
    Files.createDirectory(parent);
    try {
      Cgroup.create(here, "not-mydockers/one", Limits.NONE).close();
      assertTrue(Files.exists(parent));
    } finally {
      for (Hierarchy hierarchy : here.all()) {
        Files.deleteIfExists(hierarchy.mountPoint().resolve("not-mydockers"));
      }
    }
  }

  @Test
  void memoryCanBeRaisedAboveWhatBothWere() throws IOException {
    try (Cgroup cgroup = create(Limits.NONE.withMemory(20 * MEBIBYTE))) {
      cgroup.limit(Limits.NONE.withMemory(100 * MEBIBYTE));
      assertEquals(
          "fits", output(in(cgroup), PID, "head -c 50m /dev/zero | tail > /dev/null; echo fits"));
    }
  }
}
