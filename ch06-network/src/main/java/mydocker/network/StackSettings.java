package mydocker.network;

import java.io.IOException;
import java.util.List;
import mydocker.linux.Namespace;
import mydocker.linux.NamespaceFiles;

/** What a new network stack needs before anything else: its loopback device is off. */
public final class StackSettings {
  private StackSettings() {}

  /**
   * Sets it up, in the network namespace of a process.
   *
   * @throws IOException if the process is gone
   */
  public static void apply(int pid) throws IOException {
    try (NamespaceFiles container = new NamespaceFiles(pid, Namespace.NET)) {
      Ip.batch(container, List.of("link set lo up"));
    }
  }
}
