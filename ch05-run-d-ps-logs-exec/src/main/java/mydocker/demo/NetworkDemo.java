package mydocker.demo;

import static mydocker.linux.Namespace.IPC;
import static mydocker.linux.Namespace.MNT;
import static mydocker.linux.Namespace.NET;
import static mydocker.linux.Namespace.PID;
import static mydocker.linux.Namespace.USER;
import static mydocker.linux.Namespace.UTS;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import mydocker.linux.Child;
import mydocker.linux.ChildProgram;
import mydocker.linux.ErrnoException;

/** A child with a network stack of its own: network_namespaces(7). */
final class NetworkDemo extends NamespaceDemo {
  private static final int ANY_FREE = 0;

  NetworkDemo() {
    super(
        "net",
        "no network, and every port free",
        """
        clone(2) with CLONE_NEWNET gives the child a network stack with nothing in it but a loopback
        device, which is down: devices, addresses, routes, firewall rules and ports are its own.
        bind(2) of a port inside does not mind who has that port outside.
        Compare: the devices, and one port bound on both sides.""",
        """
        ip addr                    a loopback device, and it is down
        ip link set lo up; ip addr now it has its address, 127.0.0.1, for this namespace only
        readlink /proc/self/ns/net here, and in another terminal""",
        UTS,
        IPC,
        PID,
        MNT,
        USER,
        NET);
  }

  @Override
  ChildProgram inside(ChildProgram program) {
    return mountProc(program);
  }

  @Override
  List<String> commands() {
    return List.of("grep -o '[^ ]*:' /proc/net/dev", "ip -brief link show lo");
  }

  @Override
  void show(PrintStream out) throws IOException {
    super.show(out);
    try (ServerSocket outside = new ServerSocket(ANY_FREE)) {
      int port = outside.getLocalPort();
      out.println("we have bound port " + port + "; a child binds it once more:");
      out.println("  outside  " + bind(new ChildProgram(), port, false));
      out.println("  inside   " + bind(program(), port, true));
    }
  }

  /** Binds a port in a child: its first free descriptor is 0, after that has been closed. */
  private String bind(ChildProgram program, int port, boolean inside) throws IOException {
    try {
      Child child =
          Shell.command(program.close(0).socket().bind(0, port), "exit 0")
              .start(inside ? namespaces() : Set.of());
      child.waitFor();
      return "bound";
    } catch (ErrnoException e) {
      return e.getMessage();
    }
  }
}
