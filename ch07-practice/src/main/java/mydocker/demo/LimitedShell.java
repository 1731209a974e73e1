package mydocker.demo;

import java.io.IOException;
import java.util.EnumSet;
import mydocker.cgroup.Cgroup;
import mydocker.cgroup.Hierarchies;
import mydocker.cgroup.LeftCgroups;
import mydocker.cgroup.Limits;
import mydocker.linux.Child;
import mydocker.linux.ChildProgram;
import mydocker.linux.LibC;
import mydocker.linux.Namespace;
import mydocker.linux.Pipe;

/**
 * A shell command in a cgroup of its own. It is process 1 of a PID namespace, so that nothing it
 * has started outlives it, and the cgroup can be removed.
 */
final class LimitedShell implements AutoCloseable {
  private static int count;

  private final Cgroup cgroup;
  private final Pipe output;
  private final Child child;

  /** Starts a command that is limited from its first instruction on. */
  LimitedShell(Limits limits, String command) throws IOException {
    cgroup = newCgroup(limits);
    output = new Pipe(LibC.get());
    try {
      ChildProgram program = new ChildProgram().parent("put it into its cgroup", cgroup::add);
      program.dup2(output.writeEnd(), 1).dup2(output.writeEnd(), 2);
      child = Shell.command(program, command).start(EnumSet.of(Namespace.PID));
    } catch (IOException | RuntimeException e) {
      output.close();
      cgroup.close();
      throw e;
    }
  }

  /** A cgroup with a name that no other demo has; it is removed also when Ctrl-C ends the demo. */
  static synchronized Cgroup newCgroup(Limits limits) throws IOException {
    Hierarchies here = Hierarchies.here();
    String name = "mydocker-demo/" + ProcessHandle.current().pid() + "-" + count++;
    Runtime.getRuntime().addShutdownHook(new Thread(() -> removeIfLeft(here, name)));
    return Cgroup.create(here, name, limits);
  }

  private static void removeIfLeft(Hierarchies here, String name) {
    try {
      LeftCgroups.remove(here, name);
    } catch (IOException e) {
      System.err.println("mydocker: " + e.getMessage());
    }
  }

  Cgroup cgroup() {
    return cgroup;
  }

  /** Waits for its end and returns what it printed. */
  String output() throws IOException {
    String text = output.readAll().strip();
    child.waitFor();
    return text;
  }

  @Override
  public void close() throws IOException {
    try (cgroup;
        output) {
      cgroup.thaw();
      child.destroy();
    }
  }
}
