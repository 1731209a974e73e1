package mydocker.config;

/**
 * What others do to a container's life.
 *
 * @param paused whether its processes stand still
 * @param stopped whether somebody has asked for its end, after which it is not started again
 * @param restarting whether it is about to be started again
 * @param restarts how many times in a row it was started again by itself
 */
public record Supervision(boolean paused, boolean stopped, boolean restarting, int restarts) {
  /** Nothing. */
  static final Supervision NONE = new Supervision(false, false, false, 0);

  /** After so many starts by itself. */
  static Supervision restarted(int restarts) {
    return new Supervision(false, false, false, restarts);
  }

  /** This one, of a container that has ended. */
  Supervision ended() {
    return new Supervision(false, stopped, false, restarts);
  }

  /** This one, with its processes standing still or not. */
  Supervision withPaused(boolean still) {
    return new Supervision(still, stopped, restarting, restarts);
  }

  /** This one, when somebody has asked for its end. */
  Supervision withStopped() {
    return new Supervision(paused, true, false, restarts);
  }

  /** This one, when it is about to be started for so many times in a row. */
  Supervision withRestart(int number) {
    return new Supervision(paused, stopped, true, number);
  }
}
