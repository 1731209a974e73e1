package mydocker.container;

import java.util.ArrayList;
import java.util.List;
import mydocker.config.ContainerId;
import mydocker.config.RunSpec;
import mydocker.linux.ChildProgram;
import mydocker.linux.MountFlags;
import mydocker.linux.ParentAction;
import mydocker.process.Executable;

/** What the first process of a container does before it is the container's command. */
final class FirstProcess {
  static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final int O_RDONLY = 0;

  private final ContainerId id;
  private final RunSpec spec;

  FirstProcess(ContainerId id, RunSpec spec) {
    this.id = id;
    this.spec = spec;
  }

  /** Adds the steps, down to its execve. */
  ChildProgram complete(ChildProgram program, ParentAction joinCgroup, ParentAction lendTerminal) {
    program.parent("write its number to cgroup.procs", joinCgroup);
    program.dieWithParent();
    program.mount("none", "/", null, MountFlags.MS_REC | MountFlags.MS_PRIVATE, null);
    long harmless = MountFlags.MS_NOSUID | MountFlags.MS_NODEV | MountFlags.MS_NOEXEC;
    program.mount("proc", "/proc", "proc", harmless, null);
    program.sethostname(id.brief());
    program.chdir("/");
    if (spec.terminal()) {
      program.setpgid().parent("give it the terminal", lendTerminal);
    } else {
      program.setsid();
    }
    if (!spec.interactive()) {
      program.close(0).open("/dev/null", O_RDONLY);
    }
    List<String> executables = Executable.candidates(spec.command().get(0), PATH);
    return program.execveFirst(executables, spec.command(), environment());
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
