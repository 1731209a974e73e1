package mydocker.container;

import java.io.IOException;
import java.util.Optional;
import mydocker.cgroup.Hierarchies;
import mydocker.cgroup.LeftCgroups;
import mydocker.config.Config;
import mydocker.config.State;
import mydocker.image.StoreLock;

/** What is to be done when a container has ended, by whoever comes first. */
final class Teardown {
  private final Container container;
  private final Config config;
  private final ContainerStore store;

  Teardown(Container container, ContainerStore store) {
    this.container = container;
    this.store = store;
    config = container.config();
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
    State over = ended.ended(ended.exitCode(), ended.finished(), wasShortOfMemory());
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

  /**
   * What its monitor has done when nobody attends to its end: cleans up.
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
    }
  }
}
