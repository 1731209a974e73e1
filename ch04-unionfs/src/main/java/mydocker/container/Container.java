package mydocker.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import mydocker.cgroup.Cgroup;
import mydocker.cgroup.Hierarchies;
import mydocker.linux.Child;
import mydocker.linux.ChildProgram;
import mydocker.linux.ErrnoException;
import mydocker.linux.MountFlags;
import mydocker.linux.Namespace;
import mydocker.linux.ParentAction;
import mydocker.linux.Terminal;

/** A command in namespaces and a cgroup of its own, on the file system of the host still. */
public final class Container {
  private static final Set<Namespace> NAMESPACES =
      EnumSet.of(Namespace.UTS, Namespace.IPC, Namespace.PID, Namespace.MNT, Namespace.NET);

  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final int O_RDONLY = 0;
  private static final Path REGISTER = Path.of("/run/mydocker");

  private final ContainerId id = ContainerId.random();
  private final RunSpec spec;

  /** A container to be run. */
  public Container(RunSpec spec) {
    this.spec = spec;
  }

  /** The calls that its first process makes. */
  public String explain() throws NotExecutableException {
    return program(pid -> {}, pid -> {}).explain(NAMESPACES);
  }

  /**
   * Runs it to its end. Nothing of it is left then; of one whose {@code mydocker} was killed the
   * next run removes the cgroup.
   *
   * @return the exit code of its command
   * @throws NotExecutableException if its command cannot be executed
   * @throws IOException if it could not be made as it was asked for
   */
  public int run() throws IOException {
    Hierarchies hierarchies = Hierarchies.here();
    String path = spec.cgroupParent() + "/" + id;
    try (SignalProxy signals = new SignalProxy();
        Terminal terminal = spec.terminal() ? Terminal.open() : null;
        Register.Entry entry = new Register(REGISTER).enter(id, path);
        Cgroup cgroup = Cgroup.create(hierarchies, path, spec.limits())) {
      if (signals.received() != 0) {
        return 128 + signals.received();
      }
      Child child = start(cgroup, terminal);
      signals.attach(child);
      int code = signals.exitCode(child.waitForAwake());
      warnIfKilled(cgroup);
      return code;
    }
  }

  private Child start(Cgroup cgroup, Terminal terminal) throws IOException {
    ChildProgram program = program(cgroup::add, pid -> terminal.lendTo(pid));
    try {
      return program.start(NAMESPACES);
    } catch (ErrnoException e) {
      throw e.operation().startsWith("execute ") ? notExecutable(e) : e;
    }
  }

  private NotExecutableException notExecutable(ErrnoException e) {
    String message = "exec: \"" + spec.command().get(0) + "\": " + e.getMessage();
    return switch (e.errno()) {
      case ENOENT, ENOTDIR -> NotExecutableException.notFound(message);
      default -> NotExecutableException.refused(message);
    };
  }

  private static void warnIfKilled(Cgroup cgroup) throws IOException {
    if (cgroup.usage().oomKills() > 0) {
      System.err.println("mydocker: the kernel killed a process: out of memory, see --memory");
    }
  }

  private ChildProgram program(ParentAction joinCgroup, ParentAction lendTerminal)
      throws NotExecutableException {
    ChildProgram program =
        new ChildProgram()
            .parent("write its number to cgroup.procs", joinCgroup)
            .dieWithParent()
            .mount("none", "/", null, MountFlags.MS_REC | MountFlags.MS_PRIVATE, null)
            .mount(
                "proc",
                "/proc",
                "proc",
                MountFlags.MS_NOSUID | MountFlags.MS_NODEV | MountFlags.MS_NOEXEC,
                null)
            .sethostname(id.brief())
            .chdir("/");
    if (spec.terminal()) {
      program.setpgid().parent("give it the terminal", lendTerminal);
    } else {
      program.setsid();
    }
    if (!spec.interactive()) {
      program.close(0).open("/dev/null", O_RDONLY);
    }
    String executable = Executable.find(spec.command().get(0), PATH);
    return program.execve(executable, spec.command(), environment());
  }

  private List<String> environment() {
    List<String> environment =
        new ArrayList<>(List.of("PATH=" + PATH, "HOSTNAME=" + id.brief(), "HOME=/root"));
    if (spec.terminal()) {
      environment.add("TERM=xterm");
    }
    return environment;
  }
}
