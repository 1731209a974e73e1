package mydocker.container;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import mydocker.cgroup.Cgroup;
import mydocker.cgroup.Hierarchies;
import mydocker.cgroup.Stats;
import mydocker.config.Config;
import mydocker.config.Connection;
import mydocker.config.LifecycleSpec;
import mydocker.config.State;
import mydocker.config.Status;
import mydocker.image.LayerStore;
import mydocker.image.StoreLock;
import mydocker.linux.OpenFile;
import mydocker.linux.Pause;
import mydocker.linux.ProcessId;
import mydocker.linux.Pty;
import mydocker.network.Endpoint;
import mydocker.network.Network;
import mydocker.process.EtcFiles;
import mydocker.process.NotExecutableException;
import mydocker.stdio.FifoKeyboard;
import mydocker.stdio.Fifos;
import mydocker.stdio.Keyboard;
import mydocker.stdio.TerminalKeyboard;

/** A command in namespaces, a cgroup and a root file system of its own. */
public final class Container {
  private static final int NOT_STARTED = 128;
  private static final int KILLED = 137;
  private static final int SIGKILL = 9;
  private static final int STOP_SECONDS = 10; // docker's
  static final Duration PATIENCE = Duration.ofSeconds(10);
  static final Path REGISTER = Path.of("/run/mydocker");

  /** Between two looks at what nobody tells us of. */
  private static final int MILLIS = 20;

  private final ContainerStore store;
  private final LayerStore layers;
  private final Config config;

  Container(ContainerStore store, LayerStore layers, Config config) {
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

  /** Does something with its files: {@link RootAccess#open}. */
  void withRoot(RootAccess.Action action) throws IOException {
    new RootAccess(this, layers).open(action);
  }

  /** The same as it is now: it may have been renamed or updated since it was found. */
  Config writtenConfig() throws IOException {
    try {
      return files().config();
    } catch (NoSuchFileException e) {
      throw new NoSuchContainerException(config.id().brief()); // removed meanwhile
    }
  }

  /** The folder with all that is known of it. */
  public Path folder() {
    return files().folder();
  }

  /** The files that it has in /etc. */
  EtcFiles etc() {
    return store.etc(config);
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
    if (written.restarting() && !isAlive(written.monitor())) {
      return written.ended(written.exitCode(), written.finished(), written.oomKilled());
    }
    if (written.process().isEmpty()) {
      return written;
    }
    if (isAlive(written.process())) {
      return written.withPaused(cgroup().isFrozen());
    }
    boolean monitored = isAlive(written.monitor());
    Optional<ExitFile> exit = files().exit();
    if (exit.isPresent()) {
      State ended = written.ended(exit.get().code(), Optional.of(exit.get().time()), false);
      return monitored && willRestart(ended)
          ? ended.withRestart(written.monitor().get(), ended.restarts())
          : ended;
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
    return new Starter(store, layers, config, 0).explain();
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
    return start(types, 0);
  }

  Waiter start(boolean types, int restarts) throws IOException {
    if (isRunning()) {
      throw new AlreadyRunningException(config.id());
    }
    removeLeft(); // of its last run
    Register register = new Register(REGISTER);
    try (OpenFile entry = register.enter(config.id(), config.cgroup())) {
      try {
        return new Starter(store, layers, config, restarts).start(this, entry, types);
      } catch (IOException | RuntimeException e) {
        recordFailure(e, restarts);
        register.leave(config.id());
        throw e;
      }
    }
  }

  private void recordFailure(Exception e, int restarts) throws IOException {
    int code = e instanceof NotExecutableException refused ? refused.exitCode() : NOT_STARTED;
    try (StoreLock held = store.lock()) {
      // It may have been removed by force, or nobody wants it to be started again any more.
      if (files().areWhole() && (restarts == 0 || written().restarting())) {
        files().writeState(State.failed(code, e.getMessage()));
      }
    }
  }

  /**
   * Joins those who look at it: from now on what it writes is ours, too.
   *
   * @param types whether our stdin is its
   * @throws IOException if it does not run, in docker's words
   */
  public Waiter attach(boolean types) throws IOException {
    State state = state();
    switch (state.status()) {
      case RUNNING -> {}
      case PAUSED -> throw new IOException("cannot attach to a paused container, unpause it first");
      case RESTARTING ->
          throw new IOException(
              "cannot attach to a restarting container, wait until it is running");
      default -> throw new IOException("cannot attach to a stopped container, start it first");
    }
    Waiter waiter = Waiter.begin(this).orElseThrow(this::notRunning);
    try {
      return waiter.with(log().fromEnd()).with(keyboard(state, types));
    } catch (IOException e) {
      waiter.close();
      throw e;
    }
  }

  private Keyboard keyboard(State state, boolean types) throws IOException {
    if (config.spec().process().terminal()) {
      return new TerminalKeyboard(Pty.masterOf(state.monitor().orElseThrow()), types);
    }
    Optional<OpenFile> fifo = types ? Fifos.openToWrite(files().stdin()) : Optional.empty();
    return fifo.<Keyboard>map(FifoKeyboard::new).orElse(Keyboard.NONE);
  }

  private IOException notRunning() {
    return new IOException("container " + config.id() + " is not running");
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
      recordStop(); // as docker does with each signal: what ends of it is not started again
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
    if (recordStop()) {
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

  /**
   * The same; what is not said is as it was made.
   *
   * @param signal what asks it to end, if not what it was made with
   * @param seconds how long it has for that before it is killed, if not what it was made with; -1:
   *     as long as it wants
   */
  public void stop(Optional<String> signal, OptionalInt seconds) throws IOException {
    LifecycleSpec lifecycle = config.spec().lifecycle();
    int patience = seconds.orElse(lifecycle.stopTimeout().orElse(STOP_SECONDS));
    stop(
        SignalNumber.parse(signal.or(lifecycle::stopSignal).orElse("SIGTERM")),
        patience < 0 ? ProcessId.FOR_EVER : Duration.ofSeconds(patience));
  }

  private void end(ProcessId process, int signal, Duration patience) throws IOException {
    process.signal(signal);
    cgroup().thaw(); // what stands still gets no signal
    if (!process.endsWithin(patience)) {
      process.kill();
      process.awaitEnd(PATIENCE);
    }
  }

  /** Writes down that its end is wanted, so that nobody starts it again; false if it has ended. */
  private boolean recordStop() throws IOException {
    try (StoreLock held = store.lock()) {
      boolean lives = state().status().isUp();
      if (lives) {
        State written = written();
        files().writeStateIfRoom(written.withStopped());
        if (written.restarting()) { // then this is who waits to start it, or is about to
          ProcessId restarter = written.monitor().orElseThrow();
          restarter.kill();
          restarter.awaitEnd(PATIENCE);
        }
      }
      return lives;
    }
  }

  /** Ends it at once, whatever it does. */
  void destroy() throws IOException {
    stop(SIGKILL, PATIENCE);
  }

  /**
   * Has all of its processes stand still.
   *
   * @throws IOException in docker's words, if it does not run or they do already
   */
  public void pause() throws IOException {
    switch (state().status()) {
      case RUNNING -> cgroup().freeze();
      case PAUSED -> throw new IOException("container " + config.id() + " is already paused");
      default -> throw notRunning();
    }
  }

  /**
   * Lets its processes go on.
   *
   * @throws IOException in docker's words, if they do not stand still
   */
  public void unpause() throws IOException {
    if (state().status() != Status.PAUSED) {
      throw new IOException("container " + config.id() + " is not paused");
    }
    cgroup().thaw();
  }

  /**
   * Connects it to one more network: {@link Wiring#connect}.
   *
   * @throws IOException if it cannot be on that network, in docker's words
   */
  public void connect(Connection connection) throws IOException {
    new Wiring(this, store).connect(connection);
  }

  /**
   * Takes it off a network.
   *
   * @throws IOException if it is not on it, in docker's words
   */
  public void disconnect(Network network) throws IOException {
    new Wiring(this, store).disconnect(network);
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

  /** Whether it is to be started again after an end. */
  boolean willRestart(State ended) throws IOException {
    return new Teardown(this, store).willRestart(ended);
  }

  /** Cleans up after it, unless somebody else has: {@link Teardown#finish}. */
  boolean finish() throws IOException {
    return new Teardown(this, store).finish();
  }

  /** Does what its monitor has done when nobody attends to its end: {@link Teardown#reap}. */
  public void reap(int entry) throws IOException {
    new Teardown(this, store).reap(entry);
  }

  /** Starts it again, if that is still to be, and by us: {@link Teardown#startAgain}. */
  public void startAgain() throws IOException {
    new Teardown(this, store).startAgain();
  }

  /** What its processes use now; nothing if it does not run. */
  public Stats stats() throws IOException {
    try {
      return isRunning() ? cgroup().stats() : Stats.NONE;
    } catch (IOException e) {
      if (isRunning()) {
        throw e;
      }
      return Stats.NONE; // it has ended meanwhile
    }
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
