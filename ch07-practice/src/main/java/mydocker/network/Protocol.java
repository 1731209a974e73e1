package mydocker.network;

import java.util.Locale;

/** What is carried in packets of IP and has ports. */
public enum Protocol {
  /** Connections: RFC 9293. */
  TCP,
  /** Single messages: RFC 768. */
  UDP;

  /**
   * Reads {@code tcp} or {@code udp}; tcp if nothing is said.
   *
   * @throws IllegalArgumentException if it is another one, in docker's words
   */
  public static Protocol parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "", "tcp" -> TCP;
      case "udp" -> UDP;
      default -> throw new IllegalArgumentException("invalid proto: " + text);
    };
  }

  /** In lower case, as docker and iptables write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
