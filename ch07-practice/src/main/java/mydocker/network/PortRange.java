package mydocker.network;

import java.util.stream.IntStream;

/**
 * Ports that follow each other: {@code 8000-8010}, or a single one.
 *
 * @param first 1 to 65535
 * @param last not below the first
 */
public record PortRange(int first, int last) {
  /**
   * Reads {@code PORT} or {@code FIRST-LAST}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static PortRange parse(String text) {
    String[] parts = text.split("-", -1);
    int first = PortBinding.port("range of ports", parts[0], 1);
    int last = PortBinding.port("range of ports", parts[parts.length - 1], 1);
    if (parts.length > 2 || last < first) {
      throw new IllegalArgumentException("invalid range of ports: " + text);
    }
    return new PortRange(first, last);
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
