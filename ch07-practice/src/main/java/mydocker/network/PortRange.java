package mydocker.network;

import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Ports that follow each other: {@code 8000-8010}, or a single one.
 *
 * @param first 1 to 65535
 * @param last not below the first
 */
public record PortRange(int first, int last) {
  private static final Pattern PORT = Pattern.compile("\\d{1,5}");
  private static final int MAX = 65_535;

  /**
   * Reads {@code PORT} or {@code FIRST-LAST}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static PortRange parse(String text) {
    String[] parts = text.split("-", -1);
    int first = port(parts[0]);
    int last = port(parts[parts.length - 1]);
    if (parts.length > 2 || first < 1 || last < first) {
      throw new IllegalArgumentException("invalid range of ports: " + text);
    }
    return new PortRange(first, last);
  }

  /** 0 if it is none. */
  private static int port(String text) {
    int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
    return port <= MAX ? port : 0;
  }

  /** How many they are. */
  public int size() {
    return last - first + 1;
  }

  /** Each of them. */
  public IntStream ports() {
    return IntStream.rangeClosed(first, last);
  }
}
