package mydocker.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Gives the {@link OwnHost} of the tests a network. Its uplink leads to {@link Outside}, the one
 * other host of this little world:
 *
 * <pre>
 *   here   uplink 203.0.113.1/24 ---------- eth0 203.0.113.2/24   outside
 *          default route: 203.0.113.2
 * </pre>
 */
public final class OwnNetwork implements LauncherSessionListener {
  /** Our own address on the uplink. */
  public static final String ADDRESS = "203.0.113.1";

  private static boolean isMade;

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    try {
      OwnHost.enter();
      if (OwnHost.isThere() && !isMade) {
        Shell.run("ip link set lo up");
        Shell.run("ip link add uplink type veth peer name eth0 netns " + Outside.namespace());
        Shell.run("ip address add " + ADDRESS + "/24 dev uplink");
        Shell.run("ip link set uplink up");
        Outside.run("ip link set lo up");
        Outside.run("ip address add " + Outside.ADDRESS + "/24 dev eth0");
        Outside.run("ip link set eth0 up");
        Shell.run("ip route add default via " + Outside.ADDRESS);
        // Else the first container on a network would say that it is switched on.
        Shell.run("echo 1 > /proc/sys/net/ipv4/ip_forward");
        isMade = true;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
