package mydocker.container;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import mydocker.cgroup.Hierarchies;
import mydocker.cgroup.LeftCgroups;
import mydocker.config.Config;
import mydocker.config.RestartPolicy;
import mydocker.config.State;
import mydocker.image.StoreLock;
import mydocker.linux.Pause;
import mydocker.linux.ProcessId;

/** What is to be done when a container has ended, by whoever comes first. */
final class Teardown {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final Container container;
  private final Config config;
  private final ContainerStore store;

  Teardown(Container container, ContainerStore store) {
    this.container = container;
    this.store = store;
    config = container.config();
  }

  /** Whether it is to be started again after an end, by the policy that it has now. */
  boolean willRestart(State ended) throws IOException {
    if (ended.stopped() || ended.started().isEmpty()) {
      return false;
    }
    try {
      RestartPolicy policy = container.writtenConfig().spec().lifecycle().restart();
      return policy.restarts(ended.exitCode(), ended.restarts());
    } catch (NoSuchContainerException e) {
      return false;
    }
  }

  /**
   * Writes down how it has ended, removes what is left of its run, and itself if it is to be
   * removed then; unless somebody else has done so.
   *
   * @return whether the kernel has killed one of its processes for want of memory
   */
  boolean finish() throws IOException {
    Optional<State> last;
    try (StoreLock held = store.lock()) {
      last = writeDownEnd();
    }
    if (last.isPresent() && config.spec().lifecycle().autoRemove()) {
      store.removeIfThere(container);
    }
    return last.map(State::oomKilled).orElse(false);
  }

  private Optional<State> writeDownEnd() throws IOException {
    if (!container.files().areWhole() || container.written().process().isEmpty()) {
      return Optional.empty();
    }
    State ended = container.state();
    if (ended.process().isPresent()) {
      throw new IOException("clean up after container " + config.id().brief() + ": it runs");
    }
    State last = ended.ended(ended.exitCode(), ended.finished(), wasShortOfMemory());
    State over =
        willRestart(last) ? toBeRestarted(last, container.written().monitor().get()) : last;
    container.files().writeStateIfRoom(over);
    // Its monitor still holds its entry, so this is not the cgroup of a next run.
    removeCgroupAndEntry();
    return Optional.of(over);
  }

  private void removeCgroupAndEntry() throws IOException {
    store.networks().leave(config.id().digits());
    LeftCgroups.remove(Hierarchies.here(), config.cgroup());
    new Register(Container.REGISTER).leave(config.id());
  }

  private boolean wasShortOfMemory() {
    try {
      return container.cgroup().usage().oomKills() > 0;
    } catch (IOException e) {
      return false; // its cgroup is gone already: nobody can know
    }
  }

  /** It will be started again once more, by who was its monitor. */
  private static State toBeRestarted(State ended, ProcessId monitor) {
    boolean wasLong =
        ended.finished().isPresent()
            && RestartPolicy.isLong(
                Duration.between(ended.started().get(), ended.finished().get()));
    return ended.withRestart(monitor, wasLong ? 1 : ended.restarts() + 1);
  }

  /**
   * What its monitor has done when nobody attends to its end: cleans up.
   *
   * <p>And it has somebody start it again, if that is to be.
   *
   * @param entry the descriptor of its entry in the register, which we have from the monitor
   */
  void reap(int entry) throws IOException {
    finish();
    if (new Register(Container.REGISTER).isEntry(config.id(), entry)) {
      removeCgroupAndEntry(); // whoever had begun, or had only begun to start it, was killed
    }
    if (config.spec().lifecycle().autoRemove()) {
      store.removeIfThere(container);
      return;
    }
    Optional<Duration> soon = Optional.empty();
    try (StoreLock held = store.lock()) {
      if (container.files().areWhole() && container.written().restarting()) {
        soon = startLater(container.written());
      }
    }
    if (soon.isPresent()) {
      Pause.millis(soon.get().toMillis());
      startAgain();
    }
  }

  /**
   * Has it started again after a while. We need not be there until then; but if that is soon,
   * another JVM would only be late.
   *
   * @return how long we have to wait for it, if it is us
   */
  private Optional<Duration> startLater(State state) throws IOException {
    Duration delay = RestartPolicy.delay(state.restarts() - 1);
    boolean isSoon = delay.compareTo(SOON) <= 0;
    ProcessId waiting = isSoon ? self() : Reaper.startLater(store, config.id(), delay);
    container.files().writeState(state.withRestart(waiting, state.restarts()));
    return isSoon ? Optional.of(delay) : Optional.empty();
  }

  private static ProcessId self() throws IOException {
    return ProcessId.of((int) ProcessHandle.current().pid());
  }

  /** Starts it again, if that is still to be, and by us. */
  void startAgain() throws IOException {
    State state = container.written();
    if (state.restarting() && state.monitor().equals(Optional.of(self()))) {
      container.start(false, state.restarts()).close();
    }
  }
}
