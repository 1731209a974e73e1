package mydocker.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import mydocker.cgroup.Bytes;
import mydocker.cgroup.Cgroup;
import mydocker.cgroup.Limits;
import mydocker.cgroup.Usage;
import mydocker.linux.Child;
import mydocker.linux.ChildProgram;
import mydocker.linux.Namespace;
import mydocker.linux.Pause;
import mydocker.linux.ProcStatus;

/** The chapter's demo: 200 MB of memory in a cgroup with a limit of 100 MB. */
final class MemoryDemo extends Demo {
  private static final long LIMIT = 100 << 20;
  private static final long WANTED = 200 << 20;
  private static final int SAMPLES = 12;
  private static final int INTERVAL_MILLIS = 250;
  private static final int SECONDS = SAMPLES * INTERVAL_MILLIS / 1000;

  private static final String STRESS =
      "exec stress --vm-bytes 200m --vm-keep -m 1 --timeout " + SECONDS + " > /dev/null 2>&1";

  MemoryDemo() {
    super(
        "memory",
        "200 MB wanted, 100 MB allowed",
        """
        stress(1) fills 200 MB of memory and keeps them: first in a cgroup without a limit, then in
        one with a limit of 100 MB. A cgroup is a folder; its limit is a number written to a file in
        it (memory.limit_in_bytes, or memory.max in version 2), and a process is put in by writing
        its number to cgroup.procs. Both are done while the child waits for its first call.
        The third time they are done when stress is running already, as in many a tutorial.
        Compare: the memory that the cgroup is charged with, and what the kernel did about it.""",
        """
        head -c 50m /dev/zero | tail | wc -c    50 MB fit
        head -c 200m /dev/zero | tail | wc -c   200 MB do not: Killed, unless there is swap
        cat /proc/self/cgroup                   where this shell is""");
  }

  /** tail(1) keeps what might be the last line, and here all is one line. */
  private static final String HOG =
      "{ head -c 200m /dev/zero; sleep " + SECONDS + "; } | tail -n 1 > /dev/null";

  @Override
  String explain() {
    ChildProgram program =
        new ChildProgram().parent("mkdir the cgroup, write the limit", pid -> {});
    program.parent("write its number to cgroup.procs", pid -> {});
    return Shell.command(program, STRESS).explain(Set.of());
  }

  @Override
  void show(PrintStream out) throws IOException {
    String command = command(out);
    out.println("1. no limit");
    run(out, command, Limits.NONE);
    out.println("2. a limit of " + Bytes.format(LIMIT) + ", there before the first instruction");
    run(out, command, Limits.NONE.withMemory(LIMIT));
    out.println("3. the same limit, but the process is moved in when it has started");
    runTooLate(out, command);
  }

  private static String command(PrintStream out) {
    boolean hasStress =
        Stream.of("/usr/bin", "/bin").anyMatch(f -> Files.exists(Path.of(f, "stress")));
    if (!hasStress) {
      out.println("(stress is not here: apt-get install stress; head and tail stand in for it)");
    }
    return hasStress ? STRESS : HOG;
  }

  private static void run(PrintStream out, String command, Limits limits) throws IOException {
    try (LimitedShell shell = new LimitedShell(limits, command)) {
      Bar bar = new Bar(out, WANTED);
      for (int i = 0; i < SAMPLES; i++) {
        Pause.millis(INTERVAL_MILLIS);
        bar.show(shell.cgroup().usage().memory());
      }
      bar.end();
      shell.output();
      out.println("   the kernel says: " + words(shell.cgroup().usage()));
    }
  }

  private static String words(Usage usage) {
    String peak =
        usage.peak().isPresent() ? "at most " + Bytes.format(usage.peak().get()) + ", " : "";
    String what;
    if (usage.oomKills() > 0) {
      what = "and as nothing could be reclaimed, it killed: out of memory";
    } else if (usage.limitHits() > 0) {
      what = "and moved what was too much to swap";
    } else {
      what = "so there was nothing to do";
    }
    String hits = usage.limitHits() == 0 ? "never hit" : "hit " + usage.limitHits() + " times";
    return peak + "the limit was " + hits + ", " + what;
  }

  /** The race of the tutorials, lost on purpose: the limit comes when the memory is there. */
  private static void runTooLate(PrintStream out, String command) throws IOException {
    Child child = Shell.command(new ChildProgram(), command).start(EnumSet.of(Namespace.PID));
    try (Cgroup cgroup = LimitedShell.newCgroup(Limits.NONE.withMemory(LIMIT))) {
      try {
        long resident = 0;
        for (int i = 0; i < SAMPLES && resident < WANTED; i++) {
          Pause.millis(INTERVAL_MILLIS / 2);
          resident = residentOfAll(child);
        }
        moveAll(cgroup, child);
        out.println("   its processes have " + Bytes.format(resident) + ", and nobody minds:");
        out.println("   the cgroup is charged with " + Bytes.format(cgroup.usage().memory()));
        out.println("   (a page stays with the cgroup of whoever touched it first)");
      } finally {
        child.destroy();
      }
    }
  }

  private static Stream<ProcessHandle> family(Child child) {
    ProcessHandle first = ProcessHandle.of(child.pid()).orElseThrow();
    return Stream.concat(Stream.of(first), first.descendants());
  }

  private static long residentOfAll(Child child) throws IOException {
    long bytes = 0;
    for (ProcessHandle process : family(child).toList()) {
      String kilobytes = ProcStatus.of(Long.toString(process.pid()), "VmRSS").replace(" kB", "");
      bytes += Long.parseLong(kilobytes.strip()) << 10;
    }
    return bytes;
  }

  private static void moveAll(Cgroup cgroup, Child child) throws IOException {
    for (ProcessHandle process : family(child).toList()) {
      cgroup.add((int) process.pid());
    }
  }

  @Override
  int shell() throws IOException {
    try (Cgroup cgroup = LimitedShell.newCgroup(Limits.NONE.withMemory(LIMIT))) {
      ChildProgram program = new ChildProgram().parent("put it into its cgroup", cgroup::add);
      return Shell.interactive(program, EnumSet.of(Namespace.PID), "(100 MB) # ");
    }
  }
}
