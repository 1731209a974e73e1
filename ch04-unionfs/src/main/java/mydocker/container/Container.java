package mydocker.container;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import mydocker.cgroup.Cgroup;
import mydocker.cgroup.Hierarchies;
import mydocker.image.LayerStore;
import mydocker.linux.Child;
import mydocker.linux.ErrnoException;
import mydocker.linux.Namespace;
import mydocker.linux.NoProgram;
import mydocker.linux.ProcessId;
import mydocker.linux.Terminal;

/** A command in namespaces, a cgroup and a root file system of its own. */
public final class Container {
  private static final Set<Namespace> NAMESPACES =
      EnumSet.of(Namespace.UTS, Namespace.IPC, Namespace.PID, Namespace.MNT, Namespace.NET);

  private static final int NOT_STARTED = 128;
  private static final int KILLED = 137;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Path REGISTER = Path.of("/run/mydocker");

  private final ContainerStore store;
  private final LayerStore layers;
  private final Config config;

  Container(ContainerStore store, LayerStore layers, Config config) {
    this.store = store;
    this.layers = layers;
    this.config = config;
  }

  // ---- what it is

  /** What it is, from its creation to its removal. */
  public Config config() {
    return config;
  }

  /** The folder with what it has written to its root: its own layer. */
  public Path layer() {
    return layers.diff(config.id().digits());
  }

  ContainerFiles files() {
    return store.files(config.id());
  }

  /**
   * How far its life has come. One whose process is gone without a word, because its {@code
   * mydocker} was killed, has ended as that did.
   */
  public State state() throws IOException {
    State written = written();
    Optional<ProcessId> process = written.process();
    return process.isPresent() && !process.get().isAlive() ? written.lost(KILLED) : written;
  }

  private State written() throws IOException {
    try {
      return files().state();
    } catch (NoSuchFileException e) {
      throw new NoSuchContainerException(config.id().brief()); // removed meanwhile
    }
  }

  /** The same, or nothing if the container has been removed meanwhile. */
  public Optional<State> stateIfThere() throws IOException {
    try {
      return Optional.of(state());
    } catch (NoSuchContainerException e) {
      return Optional.empty();
    }
  }

  /** Whether its process is there now. */
  public boolean isRunning() throws IOException {
    return state().process().isPresent();
  }

  // ---- its life

  /** The calls that its first process makes. */
  public String explain() throws IOException {
    try (NoProgram none = NoProgram.open()) {
      return firstProcess()
          .program(none, Hierarchies.here(), pid -> {}, pid -> {}, pid -> {})
          .explain(NAMESPACES);
    }
  }

  /**
   * Runs it to its end. Nothing is left of its processes then, but its layer stays: what it has
   * written is there when it runs again.
   *
   * @return the exit code of its command
   * @throws NotExecutableException if its command cannot be executed
   * @throws IOException if it could not be made as it was asked for
   */
  public int run() throws IOException {
    try (SignalProxy signals = new SignalProxy()) {
      return run(signals);
    }
  }

  /**
   * The same for a caller who wants to do something before or after it without being ended by a
   * signal.
   */
  public int run(SignalProxy signals) throws IOException {
    Hierarchies hierarchies = Hierarchies.here();
    try (Terminal terminal = config.spec().process().terminal() ? Terminal.open() : null;
        Register.Entry entry = new Register(REGISTER).enter(config.id(), config.cgroup());
        Cgroup cgroup =
            Cgroup.create(hierarchies, config.cgroup(), config.spec().cgroup().limits())) {
      if (signals.received() != 0) {
        return 128 + signals.received();
      }
      Child child = start(hierarchies, cgroup, terminal);
      signals.attach(child);
      int code = signals.exitCode(child.waitForAwake());
      recordEnd(code, cgroup.usage().oomKills() > 0);
      warnIfKilled(cgroup);
      return code;
    } catch (NotExecutableException e) {
      record(() -> State.failed(e.exitCode(), e.getMessage()));
      throw e;
    } catch (AlreadyRunningException e) {
      throw e;
    } catch (IOException e) {
      record(() -> State.failed(NOT_STARTED, e.getMessage()));
      throw e;
    }
  }

  /** A disk that the container has filled does not take its exit code away. */
  private void recordEnd(int code, boolean killed) {
    try {
      record(() -> state().ended(code, killed));
    } catch (IOException e) {
      System.err.println("mydocker: write down that the container has ended: " + e.getMessage());
    }
  }

  private void record(ContainerStore.Change<State> state) throws IOException {
    store.locked(
        () -> {
          if (files().areWhole()) { // it may have been removed by force
            files().writeState(state.make());
          }
          return null;
        });
  }

  private Child start(Hierarchies hierarchies, Cgroup cgroup, Terminal terminal)
      throws IOException {
    for (Volume volume : config.spec().volumes()) {
      volume.createIfMissing();
    }
    try (NoProgram none = NoProgram.open()) {
      return firstProcess()
          .program(none, hierarchies, cgroup::add, pid -> terminal.lendTo(pid), this::recordStart)
          .start(NAMESPACES);
    } catch (ErrnoException e) {
      throw e.operation().startsWith("execute ")
          ? NotExecutableException.of(config.command().get(0), config.path(), e)
          : e;
    }
  }

  private FirstProcess firstProcess() {
    return new FirstProcess(config, layers, files().etc());
  }

  /** Written before its program begins: from then on nobody may take its files away. */
  private void recordStart(int pid) throws IOException {
    store.locked(
        () -> {
          if (isRunning()) {
            throw new AlreadyRunningException(config.id());
          }
          files().writeState(State.running(ProcessId.of(pid)));
          return null;
        });
  }

  private static void warnIfKilled(Cgroup cgroup) throws IOException {
    if (cgroup.usage().oomKills() > 0) {
      System.err.println("mydocker: the kernel killed a process: out of memory, see --memory");
    }
  }

  /**
   * Ends its process if there is one.
   *
   * @throws IOException if that stays
   */
  void destroy() throws IOException {
    Optional<ProcessId> process = state().process();
    if (process.isPresent()) {
      process.get().kill();
      cgroup().thaw(); // with cgroup v1 what is frozen does not die
      process.get().awaitEnd(PATIENCE);
    }
  }

  /** Its cgroup, which is there while it runs. */
  Cgroup cgroup() throws IOException {
    return Cgroup.at(Hierarchies.here(), config.cgroup());
  }

  /** Waits until its {@code mydocker} is done, or else removes what that has left. */
  void removeLeft() throws IOException {
    new Register(REGISTER).remove(config.id(), PATIENCE);
  }
}
