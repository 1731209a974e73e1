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

  private Forwarding() {}

  /** Whether it does. */
  public static boolean isOn() throws IOException {
    return !Files.readString(IP_FORWARD, ISO_8859_1).strip().equals("0");
  }
}
