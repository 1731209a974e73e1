package mydocker.config;

import java.time.Duration;

/**
 * Whether a container that has ended is started again.
 *
 * @param kind in which cases
 * @param most how many times in a row, with ON_FAILURE; 0: any number
 */
public record RestartPolicy(Kind kind, int most) {
  /** Never. */
  public static final RestartPolicy NO = new RestartPolicy(Kind.NO, 0);

  /** After so long a life a container is taken to be well again: the next delay is the first. */
  private static final Duration LONG_LIFE = Duration.ofSeconds(10);

  private static final long FIRST_DELAY_MILLIS = 100;
  private static final long LONGEST_DELAY_MILLIS = 60_000;

  /** In which cases, with docker's words. */
  public enum Kind {
    /** In none. */
    NO("no"),
    /** After an exit code that is not 0. */
    ON_FAILURE("on-failure"),
    /** After any end that nobody asked for. */
    ALWAYS("always"),
    /** The same: the difference is in what a daemon does after a reboot, and there is none here. */
    UNLESS_STOPPED("unless-stopped");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  /**
   * Reads docker's notation.
   *
   * @param text {@code no}, {@code always}, {@code unless-stopped} or {@code on-failure[:MOST]}
   * @throws IllegalArgumentException in docker's words
   */
  public static RestartPolicy parse(String text) {
    String[] parts = text.split(":", 2);
    for (Kind kind : Kind.values()) {
      if (kind.word.equals(parts[0])) {
        return new RestartPolicy(kind, parts.length == 2 ? most(kind, parts[1]) : 0);
      }
    }
    throw new IllegalArgumentException(
        "invalid restart policy: unknown policy '%s'; use one of 'no', 'always', 'on-failure', or"
                .formatted(parts[0])
            + " 'unless-stopped'");
  }

  private static int most(Kind kind, String number) {
    if (kind != Kind.ON_FAILURE) {
      throw new IllegalArgumentException(
          "invalid restart policy: maximum retry count can only be used with 'on-failure'");
    }
    if (!number.matches("\\d{1,9}")) {
      throw new IllegalArgumentException(
          "invalid restart policy format: maximum retry count must be an integer");
    }
    return Integer.parseInt(number);
  }

  /**
   * Whether a container is to be started again.
   *
   * @param code the exit code with which it has ended
   * @param restarts how many times in a row it was started again already
   */
  public boolean restarts(int code, int restarts) {
    return switch (kind) {
      case NO -> false;
      case ON_FAILURE -> code != 0 && (most == 0 || restarts < most);
      case ALWAYS, UNLESS_STOPPED -> true;
    };
  }

  /** How long to wait before the next start: twice as long each time, a minute at most. */
  public static Duration delay(int restarts) {
    long millis = FIRST_DELAY_MILLIS << Math.min(restarts, 10);
    return Duration.ofMillis(Math.min(millis, LONGEST_DELAY_MILLIS));
  }

  /** Whether a container has lived so long that its restarts before are forgotten. */
  public static boolean isLong(Duration life) {
    return life.compareTo(LONG_LIFE) >= 0;
  }

  @Override
  public String toString() {
    return most == 0 ? kind.word : kind.word + ":" + most;
  }
}
