package mydocker.container;

import java.util.Locale;
import jnr.constants.platform.Signal;

/** Signals by their names: signal(7). */
public final class SignalNumber {
  private static final int HIGHEST = 64;

  private SignalNumber() {}

  /**
   * The number of a signal.
   *
   * @param text its name, with or without SIG, or its number
   * @throws IllegalArgumentException in docker's words, if there is no such signal
   */
  public static int parse(String text) {
    String name = text.toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
    if (name.matches("\\d{1,2}") && isSignal(Integer.parseInt(name))) {
      return Integer.parseInt(name);
    }
    for (Signal signal : Signal.values()) {
      if (signal.name().equals("SIG" + name) && isSignal(signal.intValue())) {
        return signal.intValue();
      }
    }
    throw new IllegalArgumentException("invalid signal: " + text);
  }

  private static boolean isSignal(int number) {
    return number >= 1 && number <= HIGHEST;
  }
}
