package mydocker.container;

import java.io.IOException;
import mydocker.cgroup.Cgroup;

/**
 * A container's processes stand still until this is closed, or a signal such as Ctrl-C's ends us:
 * nobody else would let them go on.
 */
final class Frozen implements AutoCloseable {
  private final Cgroup cgroup;
  private final Thread atOurEnd = new Thread(this::thawOrNot, "thaw");

  private Frozen(Cgroup cgroup) {
    this.cgroup = cgroup;
  }

  /**
   * Stops them, if there are any.
   *
   * @throws IOException if they do not stop
   */
  static Frozen of(Container container) throws IOException {
    Frozen begun = new Frozen(container.cgroup());
    Runtime.getRuntime().addShutdownHook(begun.atOurEnd);
    try {
      if (container.isRunning()) {
        begun.cgroup.freeze();
      }
      return begun;
    } catch (IOException e) {
      begun.close();
      if (container.isRunning()) {
        throw e;
      }
      return begun; // it has just ended, and its cgroup is gone
    }
  }

  private void thawOrNot() {
    try {
      cgroup.thaw();
    } catch (IOException e) {
      // it has ended
    }
  }

  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(atOurEnd);
    } catch (IllegalStateException e) {
      // our end has begun
    }
    cgroup.thaw();
  }
}
