package mydocker.config;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a container lives, and ends.
 *
 * @param autoRemove whether it is removed when it has ended
 * @param restart whether it is started again when it has ended
 * @param stopSignal what asks it to end, as signal(7) names it, if not the image's or SIGTERM
 * @param stopTimeout how many seconds it has for that, if not 10; -1: as many as it wants
 * @param log how much of its output is kept
 */
public record LifecycleSpec(
    boolean autoRemove,
    RestartPolicy restart,
    Optional<String> stopSignal,
    OptionalInt stopTimeout,
    LogLimits log) {

  /** It ends once, and stays to be looked at. */
  public static final LifecycleSpec ONCE =
      new LifecycleSpec(
          false, RestartPolicy.NO, Optional.empty(), OptionalInt.empty(), LogLimits.UNLIMITED);

  /**
   * This one; if it does not say what asks for its end, with that of an image, which may be empty.
   */
  LifecycleSpec withStopSignal(String images) {
    Optional<String> signal = Optional.of(images).filter(name -> !name.isEmpty());
    return new LifecycleSpec(autoRemove, restart, stopSignal.or(() -> signal), stopTimeout, log);
  }

  /** This one, with another policy of restarts. */
  LifecycleSpec with(RestartPolicy newRestart) {
    return new LifecycleSpec(autoRemove, newRestart, stopSignal, stopTimeout, log);
  }
}
