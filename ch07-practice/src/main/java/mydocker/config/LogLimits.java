package mydocker.config;

import java.util.Optional;

/**
 * How much of a container's output is kept.
 *
 * @param maxSize how many bytes a log may have, about, before a new one is begun
 * @param maxFiles how many logs there may be, the one being written included: at least 1
 */
public record LogLimits(Optional<Long> maxSize, int maxFiles) {
  /** All of it. */
  public static final LogLimits UNLIMITED = new LogLimits(Optional.empty(), 1);
}
