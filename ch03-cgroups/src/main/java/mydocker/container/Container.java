package mydocker.container;

import java.io.IOException;
import java.nio.file.Path;
import mydocker.config.ContainerId;
import mydocker.config.RunSpec;
import mydocker.process.NotExecutableException;

/** A command in namespaces and a cgroup of its own, on the file system of the host still. */
public final class Container {
  private static final Path REGISTER = Path.of("/run/mydocker");

  private final ContainerId id = ContainerId.random();
  private final RunSpec spec;

  /** A container to be run. */
  public Container(RunSpec spec) {
    this.spec = spec;
  }

  /** The calls that its first process makes. */
  public String explain() {
    return new Starter(id, spec).explain();
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
    Register register = new Register(REGISTER);
    try (SignalProxy signals = new SignalProxy();
        Register.Entry entry = register.enter(id, spec.cgroup(id))) {
      return new Starter(id, spec).run(signals);
    }
  }
}
