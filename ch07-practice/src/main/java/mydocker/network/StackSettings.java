package mydocker.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mydocker.linux.Namespace;
import mydocker.linux.NamespaceFiles;
import mydocker.linux.NetDevice;
import mydocker.linux.OwnThread;

/**
 * What the users of a container may do with a network stack that is its own. A port below 1024 and
 * a ping need root's rights because they speak for the whole machine; here the container is that,
 * and docker allows both to all of its users: see ip(7) and icmp(7).
 */
public final class StackSettings {
  private static final Path IPV4 = Path.of("/proc/sys/net/ipv4");

  private StackSettings() {}

  /**
   * Sets it up, in the network namespace of a process.
   *
   * @throws IOException if the process is gone
   */
  public static void apply(int pid) throws IOException {
    try (NamespaceFiles container = new NamespaceFiles(pid, Namespace.NET)) {
      OwnThread.call(
          () -> {
            container.join(Namespace.NET); // /proc/sys/net is that of the thread that opens it
            Files.writeString(IPV4.resolve("ip_unprivileged_port_start"), "0");
            Files.writeString(IPV4.resolve("ping_group_range"), "0 2147483647");
            new NetDevice("lo").up();
            return null;
          });
    }
  }
}
