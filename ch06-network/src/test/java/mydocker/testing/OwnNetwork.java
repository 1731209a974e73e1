package mydocker.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mydocker.linux.Namespace;
import mydocker.linux.ThreadNamespaces;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Has all tests run in a network namespace that is theirs, if root runs them. Its uplink leads to
 * {@link Outside}, the one other host of this little world:
 *
 * <pre>
 *   here   uplink 203.0.113.1/24 ---------- eth0 203.0.113.2/24   outside
 *          default route: 203.0.113.2
 * </pre>
 *
 * <p>The thread that runs the tests leaves the machine's namespace, and all that it makes is where
 * it is. (What shows the network of a process shows that of its first thread, and so the machine's:
 * /proc/net, which is /proc/self/net, and /sys/class/net.)
 */
public final class OwnNetwork implements LauncherSessionListener {
  /** Our own address on the uplink. */
  public static final String ADDRESS = "203.0.113.1";

  private static boolean isThere;

  /** Whether it is: for users who are not root there is none. */
  static boolean isThere() {
    return isThere;
  }

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    try {
      if (!isThere && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
        ThreadNamespaces.unshare(Namespace.NET);
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
        isThere = true;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
