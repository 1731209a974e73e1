package mydocker.network;

import java.io.IOException;
import mydocker.linux.Namespace;
import mydocker.linux.NamespaceFiles;
import mydocker.linux.NetDevice;
import mydocker.linux.OwnThread;

/** What a new network stack needs before anything else: its loopback device is off. */
public final class StackSettings {
  private StackSettings() {}

  /**
   * Switches it on, in the network namespace of a process.
   *
   * @throws IOException if the process is gone
   */
  public static void apply(int pid) throws IOException {
    try (NamespaceFiles container = new NamespaceFiles(pid, Namespace.NET)) {
      OwnThread.call(
          () -> {
            container.join(Namespace.NET); // a socket is of the stack of the thread that makes it
            new NetDevice("lo").up();
            return null;
          });
    }
  }
}
