package mydocker.container;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import mydocker.config.Config;
import mydocker.config.ProcessSpec;
import mydocker.linux.Child;
import mydocker.linux.ChildProgram;
import mydocker.linux.ErrnoException;
import mydocker.linux.Namespace;
import mydocker.linux.NamespaceFiles;
import mydocker.linux.ProcessId;
import mydocker.process.Executable;
import mydocker.process.NotExecutableException;
import mydocker.process.Privileges;
import mydocker.process.User;
import mydocker.stdio.LentStdio;
import mydocker.stdio.PipedStdio;
import mydocker.stdio.Stdio;

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
  private final ProcessSpec spec;
  private final List<String> environment;
  private final ProcessId first;
  private final User user = User.ROOT;

  /**
   * A command for a container.
   *
   * @throws IOException if the container does not run
   */
  public Exec(Container container, ProcessSpec spec) throws IOException {
    this.container = container;
    this.spec = spec;
    config = container.config();
    first = running();
    environment = config.environment(user.home(), spec.terminal(), spec.environment());
  }

  private ProcessId running() throws IOException {
    return container.state().process().orElseThrow(this::notRunning);
  }

  private IOException notRunning() {
    return new IOException("container " + config.id() + " is not running");
  }

  /**
   * Runs it to its end.
   *
   * @return its exit code
   * @throws NotExecutableException if it cannot be executed
   * @throws IOException if it could not be brought into the container
   */
  public int run() throws IOException {
    try (Stdio stdio = stdio()) {
      return stdio.attend(start(stdio));
    }
  }

  private Stdio stdio() throws IOException {
    if (spec.terminal()) {
      return new LentStdio();
    }
    return new PipedStdio(spec.interactive());
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
    ChildProgram program = new ChildProgram();
    namespaces.joinEach(program);
    stdio.open(program);
    // The container can see the sibling, but nothing of the host through its /proc.
    program.closeInherited().cloneSibling();
    program.parent("write its number to cgroup.procs", container.cgroup()::add);
    stdio.own(program, user);
    program.umask(022).chdir(workingDir());
    Privileges.drop(program, user);
    program.dieWithParent();
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
