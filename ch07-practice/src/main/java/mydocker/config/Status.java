package mydocker.config;

import java.util.Locale;

/** What a container is doing, in docker's words. */
public enum Status {
  /** It was never started, or could not be. */
  CREATED,
  RUNNING,
  /** That, and all others in it, stand still. */
  PAUSED,
  /** It has ended, and is about to be started again. */
  RESTARTING,
  EXITED;

  /** Whether a container with it is among those that {@code ps} lists by itself. */
  public boolean isUp() {
    return this == RUNNING || this == PAUSED || this == RESTARTING;
  }

  /** As docker writes it: {@code running}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
