package mydocker.network;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether the host passes packets on from one interface to another: net.ipv4.ip_forward, see ip(7).
 * Without that containers reach the host and each other, but nothing else.
 */
public final class Forwarding {
  private static final Path IP_FORWARD = Path.of("/proc/sys/net/ipv4/ip_forward");

  /** There if what a bridge passes on is shown to iptables: the kernel's module br_netfilter. */
  private static final Path BRIDGE_NETFILTER = Path.of("/proc/sys/net/bridge");

  private Forwarding() {}

  /** Whether it does. */
  public static boolean isOn() throws IOException {
    return !Files.readString(IP_FORWARD, ISO_8859_1).strip().equals("0");
  }

  static void set(boolean on) throws IOException {
    String value = on ? "1" : "0";
    try {
      Files.writeString(IP_FORWARD, value);
    } catch (IOException e) {
      throw new IOException(
          "set net.ipv4.ip_forward to %s: %s: run it as root (sudo)"
              .formatted(value, e.getMessage()),
          e);
    }
  }

  static boolean seesBridged() {
    return Files.exists(BRIDGE_NETFILTER);
  }
}
