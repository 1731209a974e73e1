package mydocker.testing;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import mydocker.linux.Child;
import mydocker.linux.ChildProgram;
import mydocker.linux.Namespace;
import mydocker.linux.NamespaceFiles;
import mydocker.linux.Subprocess;

/** A process in a network namespace of its own: what a container is to a network. */
public final class Neighbour implements Place, AutoCloseable {
  private final Child child;

  private Neighbour(Child child) {
    this.child = child;
  }

  /** Starts one that does nothing. */
  public static Neighbour start() throws IOException {
    return new Neighbour(
        new ChildProgram()
            .execve("/bin/sleep", List.of("sleep", "1000"), List.of())
            .start(Set.of(Namespace.NET)));
  }

  /** Its number. */
  public int pid() {
    return child.pid();
  }

  @Override
  public <T> T call(Callable<T> task) throws IOException {
    return Place.of(pid()).call(task);
  }

  /** Runs a command there. */
  public Subprocess shell(String command) throws IOException {
    try (NamespaceFiles there = new NamespaceFiles(pid(), Namespace.NET)) {
      return Subprocess.runIn(there, "", List.of("sh", "-c", command));
    }
  }

  /** What a command prints, which must succeed. */
  public String run(String command) throws IOException {
    Subprocess shell = shell(command);
    if (shell.code() != 0) {
      throw new IOException(command + ": " + shell);
    }
    return shell.out().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    child.destroy();
  }
}
