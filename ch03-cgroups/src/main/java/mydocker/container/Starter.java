package mydocker.container;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import mydocker.cgroup.Cgroup;
import mydocker.cgroup.Hierarchies;
import mydocker.config.ContainerId;
import mydocker.config.RunSpec;
import mydocker.linux.Child;
import mydocker.linux.ChildProgram;
import mydocker.linux.ErrnoException;
import mydocker.linux.Namespace;
import mydocker.linux.Terminal;
import mydocker.process.NotExecutableException;

/** Starts a container, and stays with it until it has ended. */
final class Starter {
  private static final Set<Namespace> NAMESPACES =
      EnumSet.of(Namespace.UTS, Namespace.IPC, Namespace.PID, Namespace.MNT, Namespace.NET);

  private final ContainerId id;
  private final RunSpec spec;
  private final FirstProcess firstProcess;

  Starter(ContainerId id, RunSpec spec) {
    this.id = id;
    this.spec = spec;
    firstProcess = new FirstProcess(id, spec);
  }

  String explain() {
    return firstProcess.complete(new ChildProgram(), pid -> {}, pid -> {}).explain(NAMESPACES);
  }

  /**
   * Runs it to its end.
   *
   * @return the exit code of its command
   */
  int run(SignalProxy signals) throws IOException {
    Hierarchies hierarchies = Hierarchies.here();
    try (Terminal terminal = spec.terminal() ? new Terminal() : null;
        Cgroup cgroup = Cgroup.create(hierarchies, spec.cgroup(id), spec.limits())) {
      if (signals.received() != 0) {
        return 128 + signals.received(); // we should have ended already
      }
      Child child = start(cgroup, terminal);
      signals.attach(child);
      int code = signals.exitCode(child.waitForAwake());
      if (cgroup.usage().oomKills() > 0) {
        System.err.println("mydocker: the kernel killed a process: out of memory, see --memory");
      }
      return code;
    }
  }

  private Child start(Cgroup cgroup, Terminal terminal) throws IOException {
    ChildProgram program = new ChildProgram();
    firstProcess.complete(program, cgroup::add, pid -> terminal.lendTo(pid));
    try {
      return program.start(NAMESPACES);
    } catch (ErrnoException e) {
      throw e.operation().startsWith("execute ")
          ? NotExecutableException.of(spec.command().get(0), FirstProcess.PATH, e)
          : e;
    }
  }
}
