package mydocker.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import mydocker.cgroup.Cgroup;
import mydocker.cgroup.CpuList;
import mydocker.cgroup.Limits;
import mydocker.linux.ChildProgram;
import mydocker.linux.Namespace;
import mydocker.linux.Pause;

/** Time, CPUs and processes: the other things that a cgroup can limit. */
final class CpuDemo extends Demo {
  private static final String BUSY = "while :; do :; done";
  private static final int PIDS = 20;
  private static final String FORK_BOMB =
      "i=0; while [ $i -lt 100 ]; do sleep 100 & i=$((i + 1)); done; echo 100 were started";

  CpuDemo() {
    super(
        "cpu",
        "half a CPU, a third of one, twenty processes",
        """
        Busy loops in cgroups, measured: a quota (cpu.cfs_quota_us, cpu.max) stops a group for the
        rest of a tenth of a second when it is used up; shares (cpu.shares, cpu.weight) divide a CPU
        that several want; a cpuset says which CPUs; pids.max makes fork(2) fail; and the freezer
        stops a whole group at once.
        Compare: what was asked for with what was measured.""",
        """
        while :; do :; done        and "top" in another terminal: 50 %; Ctrl-C ends it
        cat /proc/self/cgroup      where this shell is
        cat /sys/fs/cgroup/cpu*/mydocker/*/cpu.cfs_quota_us   (version 1) what it may use""");
  }

  @Override
  String explain() {
    ChildProgram program =
        new ChildProgram().parent("mkdir the cgroup, write the quota", pid -> {});
    program.parent("write its number to cgroup.procs", pid -> {});
    return Shell.command(program, BUSY).explain(Set.of());
  }

  @Override
  void show(PrintStream out) throws IOException {
    quota(out);
    shares(out);
    cpuset(out);
    pids(out);
    freezer(out);
  }

  private static void quota(PrintStream out) throws IOException {
    try (LimitedShell busy = new LimitedShell(Limits.NONE.withCpus(0.5), BUSY)) {
      out.printf(Locale.ROOT, "quota   50000 us of 100000 us: %.2f CPUs%n", share(busy, 2000));
    }
  }

  /** The CPU time of a group in a while, in parts of one CPU. */
  private static double share(LimitedShell busy, long millis) throws IOException {
    Duration before = busy.cgroup().usage().cpu();
    long start = System.nanoTime();
    Pause.millis(millis);
    Duration used = busy.cgroup().usage().cpu().minus(before);
    return (double) used.toNanos() / (System.nanoTime() - start);
  }

  private static void shares(PrintStream out) throws IOException {
    Limits pinned = Limits.NONE.withCpusetCpus(firstCpu());
    try (LimitedShell one = new LimitedShell(pinned.withCpuShares(512), BUSY);
        LimitedShell two = new LimitedShell(pinned.withCpuShares(1024), BUSY)) {
      Pause.millis(3000);
      double oneHas = one.cgroup().usage().cpu().toNanos();
      double twoHas = two.cgroup().usage().cpu().toNanos();
      out.printf(Locale.ROOT, "shares  512 against 1024 on one CPU: 1 to %.2f%n", twoHas / oneHas);
    }
  }

  private static String firstCpu() throws IOException {
    return Integer.toString(CpuList.parse(CpuList.onlineCpus()).nextSetBit(0));
  }

  private static void cpuset(PrintStream out) throws IOException {
    String allowed = "grep Cpus_allowed_list /proc/self/status | cut -f 2";
    Limits limits = Limits.NONE.withCpusetCpus(firstCpu());
    try (LimitedShell shell = new LimitedShell(limits, allowed)) {
      out.println(
          "cpuset  CPU "
              + firstCpu()
              + " of "
              + CpuList.onlineCpus()
              + ": Cpus_allowed_list "
              + shell.output());
    }
  }

  private static void pids(PrintStream out) throws IOException {
    try (LimitedShell bomb = new LimitedShell(Limits.NONE.withPids(PIDS), FORK_BOMB)) {
      String output = bomb.output().lines().reduce((first, last) -> last).orElse("nothing");
      out.println("pids    at most " + PIDS + ", 100 wanted: " + output);
    }
  }

  private static void freezer(PrintStream out) throws IOException {
    try (LimitedShell busy = new LimitedShell(Limits.NONE, BUSY)) {
      double before = share(busy, 500);
      busy.cgroup().freeze();
      double frozen = share(busy, 500);
      busy.cgroup().thaw();
      double after = share(busy, 500);
      out.printf(
          Locale.ROOT,
          "freezer running %.2f CPUs, frozen %.2f, thawed %.2f%n",
          before,
          frozen,
          after);
    }
  }

  @Override
  int shell() throws IOException {
    try (Cgroup cgroup = LimitedShell.newCgroup(Limits.NONE.withCpus(0.5))) {
      ChildProgram program = new ChildProgram().parent("put it into its cgroup", cgroup::add);
      return Shell.interactive(program, EnumSet.of(Namespace.PID), "(half a CPU) # ");
    }
  }
}
