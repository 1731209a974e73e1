package mydocker.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import mydocker.config.Config;
import mydocker.config.ExecSpec;
import mydocker.config.State;
import mydocker.linux.Child;
import mydocker.linux.ChildProgram;
import mydocker.linux.ErrnoException;
import mydocker.linux.FileInRoot;
import mydocker.linux.Namespace;
import mydocker.linux.NamespaceFiles;
import mydocker.linux.OwnThread;
import mydocker.linux.ProcessId;
import mydocker.linux.ThreadNamespaces;
import mydocker.process.Executable;
import mydocker.process.NotExecutableException;
import mydocker.process.Privileges;
import mydocker.process.User;
import mydocker.stdio.DetachKeys;
import mydocker.stdio.NoStdio;
import mydocker.stdio.PipedStdio;
import mydocker.stdio.Stdio;
import mydocker.stdio.TerminalStdio;

/**
 * A command beside those that run in a container already. It is our child, and no child of the
 * container's process 1, but it is in the same cgroup and the same namespaces.
 *
 * <p>All or nothing: if one step fails the command is not executed, here or there.
 */
public final class Exec {
  private static final Namespace[] NAMESPACES = {
    Namespace.MNT, Namespace.UTS, Namespace.IPC, Namespace.PID, Namespace.NET, Namespace.CGROUP
  };

  private final Container container;
  private final Config config;
  private final ExecSpec spec;
  private final List<String> environment;
  private final ProcessId first;
  private final User user;

  /**
   * A command for a container.
   *
   * @throws IOException if the container does not run
   * @throws IOException if it has no such user
   */
  public Exec(Container container, ExecSpec spec) throws IOException {
    this.container = container;
    this.spec = spec;
    config = container.config();
    first = running();
    user = user();
    environment = config.environment(user.home(), spec.terminal(), spec.environment());
  }

  private ProcessId running() throws IOException {
    State state = container.state();
    return switch (state.status()) {
      case RUNNING -> state.process().orElseThrow();
      case PAUSED ->
          throw new IOException(
              "Container %s is paused, unpause the container before exec".formatted(config.name()));
      case RESTARTING ->
          throw new IOException(
              "Container %s is restarting, wait until the container is running"
                  .formatted(config.id()));
      default -> throw notRunning();
    };
  }

  private IOException notRunning() {
    return new IOException("container " + config.id() + " is not running");
  }

  /** Whom its own files name so: they may have changed since it was started. */
  private User user() throws IOException {
    int[] files =
        OwnThread.call(
            () -> {
              ThreadNamespaces.unshareFs();
              return FileInRoot.open(root(), List.of("/etc/passwd", "/etc/group"));
            });
    String passwd = FileInRoot.read(files[0]);
    String group = FileInRoot.read(files[1]);
    return User.resolve(spec.user().or(config.spec().process()::user).orElse(""), passwd, group);
  }

  /** Its root folder as we can reach it. */
  private Path root() {
    return Path.of("/proc", Integer.toString(first.pid()), "root");
  }

  /**
   * Runs it, to its end unless it is detached.
   *
   * @param keys what is typed to leave its terminal
   * @return its exit code; 0 if it goes on without us
   * @throws NotExecutableException if it cannot be executed
   * @throws IOException if it could not be brought into the container
   */
  public int run(DetachKeys keys) throws IOException {
    try (Stdio stdio = stdio(keys)) {
      return stdio.attend(start(stdio));
    }
  }

  private Stdio stdio(DetachKeys keys) throws IOException {
    if (spec.terminal()) {
      return new TerminalStdio(root(), spec.interactive(), spec.detached(), keys);
    }
    return spec.detached() ? new NoStdio() : new PipedStdio(spec.interactive());
  }

  private Child start(Stdio stdio) throws IOException {
    try (NamespaceFiles namespaces = new NamespaceFiles(first.pid(), NAMESPACES)) {
      if (!first.isAlive()) { // and so all that was opened by its number is of another process
        throw notRunning();
      }
      return program(namespaces, stdio).start(Set.of());
    } catch (IOException e) {
      throw inDockersWords(e);
    }
  }

  /** The calls that it makes before it is the command. */
  private ChildProgram program(NamespaceFiles namespaces, Stdio stdio) throws IOException {
    ChildProgram program = new ChildProgram().forgetProgram();
    namespaces.joinEach(program);
    stdio.open(program);
    // The container can see the sibling, but nothing of the host through its /proc.
    program.closeInherited().cloneSibling();
    program.parent("write its number to cgroup.procs", container.cgroup()::add);
    stdio.own(program, user);
    program.umask(022).chdir(workingDir());
    if (spec.privileged()) {
      Privileges.become(program, user, config.spec().hardening().noNewPrivileges());
    } else {
      Privileges.drop(program, user, config.spec().hardening().noNewPrivileges());
    }
    if (stdio.endsWithUs()) {
      program.dieWithParent();
    }
    List<String> executables =
        Executable.candidates(spec.command().get(0), Config.path(environment));
    return program.execveFirst(executables, spec.command(), environment);
  }

  private String workingDir() {
    String folder = spec.workingDir().or(config.spec().process()::workingDir).orElse("");
    return folder.isEmpty() ? "/" : folder;
  }

  private IOException inDockersWords(IOException e) throws IOException {
    if (!first.isAlive()) {
      return notRunning();
    }
    if (e instanceof ErrnoException errno && errno.operation().startsWith("execute ")) {
      return NotExecutableException.of(spec.command().get(0), Config.path(environment), errno);
    }
    if (e instanceof ErrnoException errno && errno.operation().startsWith("chdir to ")) {
      return NotExecutableException.notFound(e.getMessage());
    }
    return e;
  }
}
