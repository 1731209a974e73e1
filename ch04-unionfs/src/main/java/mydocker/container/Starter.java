package mydocker.container;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import mydocker.cgroup.Cgroup;
import mydocker.cgroup.Hierarchies;
import mydocker.config.Config;
import mydocker.config.State;
import mydocker.config.Volume;
import mydocker.image.LayerFolders;
import mydocker.image.StoreLock;
import mydocker.linux.Child;
import mydocker.linux.ChildProgram;
import mydocker.linux.ErrnoException;
import mydocker.linux.Namespace;
import mydocker.linux.ProcessId;
import mydocker.linux.Terminal;
import mydocker.process.NotExecutableException;

/** Starts a container, and stays with it until it has ended. */
final class Starter {
  private static final Set<Namespace> NAMESPACES =
      EnumSet.of(Namespace.UTS, Namespace.IPC, Namespace.PID, Namespace.MNT, Namespace.NET);

  private final ContainerStore store;
  private final Config config;
  private final ContainerFiles files;
  private final FirstProcess firstProcess;

  Starter(ContainerStore store, LayerFolders layers, Config config) {
    this.store = store;
    this.config = config;
    files = store.files(config.id());
    firstProcess = new FirstProcess(config, layers, files.etc());
  }

  String explain() throws IOException {
    return firstProcess
        .complete(new ChildProgram(), Hierarchies.here(), pid -> {}, pid -> {}, pid -> {})
        .explain(NAMESPACES);
  }

  /**
   * Runs it to its end.
   *
   * @return the exit code of its command
   */
  int run(SignalProxy signals) throws IOException {
    Hierarchies hierarchies = Hierarchies.here();
    try (Terminal terminal = config.spec().process().terminal() ? new Terminal() : null;
        Cgroup cgroup =
            Cgroup.create(hierarchies, config.cgroup(), config.spec().cgroup().limits())) {
      if (signals.received() != 0) {
        return 128 + signals.received(); // we should have ended already
      }
      Child child = start(hierarchies, cgroup, terminal);
      signals.attach(child);
      int code = signals.exitCode(child.waitForAwake());
      if (cgroup.usage().oomKills() > 0) {
        System.err.println("mydocker: the kernel killed a process: out of memory, see --memory");
      }
      recordEnd(code);
      return code;
    }
  }

  private Child start(Hierarchies hierarchies, Cgroup cgroup, Terminal terminal)
      throws IOException {
    for (Volume volume : config.spec().volumes()) {
      volume.createIfMissing();
    }
    try {
      ChildProgram program = new ChildProgram();
      return firstProcess
          .complete(
              program, hierarchies, cgroup::add, pid -> terminal.lendTo(pid), this::recordStart)
          .start(NAMESPACES);
    } catch (ErrnoException e) {
      throw e.operation().startsWith("execute ")
          ? NotExecutableException.of(config.command().get(0), config.path(), e)
          : e;
    }
  }

  /** Written before its program begins: from then on nobody may take its files away. */
  private void recordStart(int pid) throws IOException {
    ProcessId process = ProcessId.of(pid);
    try (StoreLock held = store.lock()) {
      if (!files.areWhole()) {
        throw new NoSuchContainerException(config.id().brief()); // removed meanwhile
      }
      files.writeState(State.running(process));
    }
  }

  /** A disk that the container has filled does not take its exit code away. */
  private void recordEnd(int code) {
    try {
      try (StoreLock held = store.lock()) {
        if (files.areWhole()) { // it may have been removed by force
          files.writeState(files.state().ended(code));
        }
      }
    } catch (IOException e) {
      System.err.println("mydocker: write down that the container has ended: " + e.getMessage());
    }
  }
}
