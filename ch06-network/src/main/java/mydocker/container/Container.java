package mydocker.container;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import mydocker.cgroup.Cgroup;
import mydocker.cgroup.Hierarchies;
import mydocker.config.Config;
import mydocker.config.State;
import mydocker.image.LayerFolders;
import mydocker.image.StoreLock;
import mydocker.linux.OpenFile;
import mydocker.linux.Pause;
import mydocker.linux.ProcessId;
import mydocker.network.Endpoint;
import mydocker.process.NotExecutableException;

/** A command in namespaces, a cgroup and a root file system of its own. */
public final class Container {
  private static final int NOT_STARTED = 128;
  private static final int KILLED = 137;
  private static final int SIGKILL = 9;
  static final Duration PATIENCE = Duration.ofSeconds(10);
  static final Path REGISTER = Path.of("/run/mydocker");

  /** Between two looks at what nobody tells us of. */
  private static final int MILLIS = 20;

  private final ContainerStore store;
  private final LayerFolders layers;
  private final Config config;

  Container(ContainerStore store, LayerFolders layers, Config config) {
    this.store = store;
    this.layers = layers;
    this.config = config;
  }

  /** What it is, from its creation to its removal. */
  public Config config() {
    return config;
  }

  /** The folder with what it has written to its root: its own layer. */
  public Path layer() {
    return layers.diff(config.id().digits());
  }

  /** What it has written to its stdout and stderr. */
  public Log log() {
    return new Log(files().folder(), this);
  }

  /** The folder with all that is known of it. */
  public Path folder() {
    return files().folder();
  }

  ContainerFiles files() {
    return store.files(config.id());
  }

  /**
   * How far its life has come. Whether it runs is asked of the kernel; one whose monitor was killed
   * has ended as that did.
   */
  public State state() throws IOException {
    State written = written();
    if (written.process().isEmpty() || isAlive(written.process())) {
      return written;
    }
    boolean monitored = isAlive(written.monitor());
    Optional<ExitFile> exit = files().exit();
    if (exit.isPresent()) {
      return written.ended(exit.get().code(), Optional.of(exit.get().time()), false);
    }
    return monitored ? written : written.ended(KILLED, Optional.empty(), false);
  }

  private static boolean isAlive(Optional<ProcessId> process) throws IOException {
    return process.isPresent() && process.get().isAlive();
  }

  /** The same as it was written down. */
  State written() throws IOException {
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

  /** Its cgroup, which is there while it runs. */
  public Cgroup cgroup() throws IOException {
    return Cgroup.at(Hierarchies.here(), config.cgroup());
  }

  /** The calls that its monitor and its first process make. */
  public String explain() throws IOException {
    return new Starter(store, layers, config).explain();
  }

  /**
   * Starts it: its command has been executed when this returns.
   *
   * @param types whether our stdin is its; its own ends with ours then
   * @throws NotExecutableException if its command cannot be executed
   * @throws AlreadyRunningException if it runs
   * @throws IOException if it could not be made as it was asked for
   */
  public Waiter start(boolean types) throws IOException {
    if (isRunning()) {
      throw new AlreadyRunningException(config.id());
    }
    removeLeft(); // of its last run
    Register register = new Register(REGISTER);
    try (OpenFile entry = register.enter(config.id(), config.cgroup())) {
      try {
        return new Starter(store, layers, config).start(this, entry, types);
      } catch (IOException | RuntimeException e) {
        recordFailure(e);
        register.leave(config.id());
        throw e;
      }
    }
  }

  private void recordFailure(Exception e) throws IOException {
    int code = e instanceof NotExecutableException refused ? refused.exitCode() : NOT_STARTED;
    try (StoreLock held = store.lock()) {
      if (files().areWhole()) { // it may have been removed by force
        files().writeState(State.failed(code, e.getMessage()));
      }
    }
  }

  /**
   * Sends its first process a signal. SIGKILL ends it, and it has ended when this returns.
   *
   * @throws IOException if it does not run, in docker's words
   */
  public void kill(int signal) throws IOException {
    Optional<ProcessId> process = state().process();
    if (process.isEmpty()) {
      throw new IOException(
          "cannot kill container: %s: container %s is not running"
              .formatted(config.name(), config.id()));
    }
    if (signal == SIGKILL) {
      stop(SIGKILL, PATIENCE);
    } else {
      process.get().signal(signal);
    }
  }

  /**
   * Ends it, and returns when it has ended and all is cleaned up. One that does not run is as it
   * shall be.
   *
   * @param signal what asks it to end
   * @param patience how long it has for that before it is killed
   */
  public void stop(int signal, Duration patience) throws IOException {
    if (isRunning()) {
      try (Waiter waiter = Waiter.begin(this).orElse(null)) {
        Optional<ProcessId> process = state().process();
        if (process.isPresent()) {
          end(process.get(), signal, patience);
        }
        if (waiter != null) {
          waiter.finish();
        }
      }
      removeLeft();
    }
  }

  private void end(ProcessId process, int signal, Duration patience) throws IOException {
    process.signal(signal);
    cgroup().thaw(); // what stands still gets no signal
    if (!process.endsWithin(patience)) {
      process.kill();
      process.awaitEnd(PATIENCE);
    }
  }

  /** Ends it at once, whatever it does. */
  void destroy() throws IOException {
    stop(SIGKILL, PATIENCE);
  }

  /** Its places on networks now, in the order of its devices. */
  public List<Endpoint> endpoints() throws IOException {
    boolean runs = stateIfThere().flatMap(State::process).isPresent();
    return runs ? store.networks().endpointsOf(config.id().digits()) : List.of();
  }

  /** Waits until it is not up any more. */
  public State awaitEnd() throws IOException {
    State state = state();
    while (state.status().isUp()) {
      if (state.process().isPresent()) {
        state.process().get().endsWithin(ProcessId.FOR_EVER);
      }
      Pause.millis(MILLIS);
      state = state();
    }
    return state;
  }

  /** Cleans up after it, unless somebody else has: {@link Teardown#finish}. */
  boolean finish() throws IOException {
    return new Teardown(this, store).finish();
  }

  /** Does what its monitor has done when nobody attends to its end: {@link Teardown#reap}. */
  public void reap(int entry) throws IOException {
    new Teardown(this, store).reap(entry);
  }

  /**
   * Waits until what follows its end is done. If that is left to a mydocker that stands still, or
   * to one that was killed, it is done here.
   */
  void removeLeft() throws IOException {
    attendToItsEnd();
    Register register = new Register(REGISTER);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!runs() && register.isEntered(config.id())) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "wait for the end of container %s: its monitor does not end: see who has locked %s"
                .formatted(config.id().brief(), REGISTER.resolve(config.id().digits())));
      }
      Pause.millis(MILLIS);
    }
    store.networks().leaveIfLeft(config.id().digits());
  }

  /** Whether somebody has started it meanwhile. */
  private boolean runs() throws IOException {
    return stateIfThere().flatMap(State::process).isPresent();
  }

  private void attendToItsEnd() throws IOException {
    try (Waiter waiter = Waiter.begin(this).orElse(null)) {
      boolean hasEnded = written().process().isPresent() && state().process().isEmpty();
      if (waiter != null && hasEnded) { // else it runs, or is just being started
        waiter.finish();
      }
    } catch (NoSuchContainerException e) {
      // it has been removed meanwhile
    }
  }
}
