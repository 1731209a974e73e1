package mydocker.container;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import mydocker.cgroup.Cgroup;
import mydocker.cgroup.Hierarchies;
import mydocker.config.Config;
import mydocker.config.State;
import mydocker.image.LayerFolders;
import mydocker.image.StoreLock;
import mydocker.linux.Pause;
import mydocker.linux.ProcessId;
import mydocker.process.NotExecutableException;

/** A command in namespaces, a cgroup and a root file system of its own. */
public final class Container {
  private static final int NOT_STARTED = 128;
  private static final int KILLED = 137;
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

  ContainerFiles files() {
    return store.files(config.id());
  }

  /**
   * How far its life has come. Whether it runs is asked of the kernel; one whose {@code mydocker}
   * was killed has ended as that did.
   */
  public State state() throws IOException {
    State written = written();
    if (written.process().isEmpty() || written.process().get().isAlive()) {
      return written;
    }
    return written.ended(KILLED);
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

  /** Its cgroup, which is there while it runs. */
  public Cgroup cgroup() throws IOException {
    return Cgroup.at(Hierarchies.here(), config.cgroup());
  }

  /** The calls that its first process makes. */
  public String explain() throws IOException {
    return new Starter(store, layers, config).explain();
  }

  /**
   * Runs it to its end. Nothing is left of its processes then, but its layer stays.
   *
   * @param signals passes on those that we get
   * @return the exit code of its command
   * @throws NotExecutableException if its command cannot be executed
   * @throws IOException if it could not be made as it was asked for
   */
  public int run(SignalProxy signals) throws IOException {
    Register register = new Register(REGISTER);
    try (Register.Entry entry = register.enter(config.id(), config.cgroup())) {
      try {
        return new Starter(store, layers, config).run(signals);
      } catch (IOException | RuntimeException e) {
        recordFailure(e);
        throw e;
      }
    }
  }

  private void recordFailure(Exception e) throws IOException {
    int code = e instanceof NotExecutableException refused ? refused.exitCode() : NOT_STARTED;
    try (StoreLock held = store.lock()) {
      if (files().areWhole()) { // it may have been removed by force
        files().writeState(State.failed(code));
      }
    }
  }

  /** Ends it at once, whatever it does. */
  void destroy() throws IOException {
    Optional<ProcessId> process = state().process();
    if (process.isPresent()) {
      process.get().kill();
      cgroup().thaw(); // with cgroup v1 what is frozen does not die
      process.get().awaitEnd(PATIENCE);
    }
  }

  /** Waits until its {@code mydocker} is done, or else removes what that has left. */
  void removeLeft() throws IOException {
    Register register = new Register(REGISTER);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (register.isEntered(config.id())) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "wait for the end of container %s: its mydocker does not end: see who has locked %s"
                .formatted(config.id().brief(), REGISTER.resolve(config.id().digits())));
      }
      Pause.millis(MILLIS);
    }
  }
}
