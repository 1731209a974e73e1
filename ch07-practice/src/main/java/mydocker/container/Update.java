package mydocker.container;

import java.io.IOException;
import java.util.Optional;
import mydocker.cgroup.Cgroup;
import mydocker.cgroup.Limits;
import mydocker.config.RestartPolicy;
import mydocker.config.RunSpec;

/**
 * What is to be changed in a container that is there.
 *
 * @param limits makes the new limits of the old ones
 * @param restart whether it is to be started again, if that shall change
 */
public record Update(NewLimits limits, Optional<RestartPolicy> restart) {

  /** How limits change. */
  public interface NewLimits {
    /**
     * Makes new ones.
     *
     * @throws IOException if they do not go together
     */
    Limits of(Limits old) throws IOException;
  }

  /**
   * Changes a container: in the kernel, if it runs, and in what is written down for its next start.
   *
   * @throws IOException if the kernel refuses a limit: then those that it had are set again
   */
  public void apply(ContainerStore store, Container container) throws IOException {
    store.change(
        container,
        config -> {
          RunSpec spec = config.spec();
          if (restart.isPresent() && spec.lifecycle().autoRemove()) {
            throw new IOException(
                "Restart policy cannot be updated because AutoRemove is enabled for the"
                    + " container");
          }
          Limits wanted = limits.of(spec.cgroup().limits());
          if (container.isRunning()) {
            limit(container.cgroup(), spec.cgroup().limits(), wanted);
          }
          return config.with(wanted, restart.orElse(spec.lifecycle().restart()));
        });
  }

  private static void limit(Cgroup cgroup, Limits old, Limits wanted) throws IOException {
    try {
      cgroup.limit(wanted);
    } catch (IOException e) {
      try {
        cgroup.limit(old);
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }
}
