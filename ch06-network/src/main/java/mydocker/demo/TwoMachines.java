package mydocker.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import mydocker.linux.ChildProgram;
import mydocker.linux.Namespace;
import mydocker.linux.NamespaceFiles;
import mydocker.linux.OwnThread;
import mydocker.linux.ThreadNamespaces;

/**
 * What a demo of networks needs: a machine, and another one that a cable leads to. Both are network
 * namespaces of threads, so the network of the real machine stays as it is, and all that is made in
 * them goes with them.
 *
 * <pre>
 *   here   uplink 203.0.113.1/24 ---------- eth0 203.0.113.2/24   the other machine
 * </pre>
 */
final class TwoMachines {
  /** The address of the machine that the demo is played on: RFC 5737 keeps it for examples. */
  static final String HERE = "203.0.113.1";

  /** The address of the other one. */
  static final String OTHER = "203.0.113.2";

  private final NamespaceFiles other;

  private TwoMachines(NamespaceFiles other) {
    this.other = other;
  }

  /** What is played there. */
  interface Play {
    /** Plays it; returns an exit code. */
    int play(TwoMachines machines) throws IOException;
  }

  /**
   * Has a play take place on a thread of one of them, with all that it starts.
   *
   * @throws IOException if they cannot be made: root can, if ip(8) is there
   */
  static int call(Play play) throws IOException {
    return OwnThread.call(
        () -> {
          ThreadNamespaces.unshare(Namespace.NET);
          int thread = thread();
          return OwnThread.call(() -> callBeside(thread, play)); // we wait: the other machine
        });
  }

  private static int callBeside(int thread, Play play) throws IOException {
    ThreadNamespaces.unshare(Namespace.NET);
    try (NamespaceFiles other = new NamespaceFiles(thread, Namespace.NET)) {
      TwoMachines machines = new TwoMachines(other);
      set("ip link set lo up");
      set("ip link add uplink type veth peer name eth0 netns " + thread);
      set("ip address add " + HERE + "/24 dev uplink");
      set("ip link set uplink up");
      // Else what comes from a container gets no further than to the host.
      set("echo 1 > /proc/sys/net/ipv4/ip_forward");
      check(machines.onOther("ip link set lo up"));
      check(machines.onOther("ip address add " + OTHER + "/24 dev eth0"));
      check(machines.onOther("ip link set eth0 up"));
      return play.play(machines);
    }
  }

  /** Runs a command on the other machine, and returns what it wrote to stdout and stderr. */
  String onOther(String command) throws IOException {
    return Shell.output(other.joinEach(new ChildProgram()), Set.of(), command);
  }

  /** The number of the calling thread, by which the kernel finds its namespaces, too. */
  static int thread() throws IOException {
    Path folder = Files.readSymbolicLink(Path.of("/proc/thread-self"));
    return Integer.parseInt(folder.getFileName().toString());
  }

  private static void set(String command) throws IOException {
    check(Shell.output(new ChildProgram(), Set.of(), command));
  }

  /** Commands that set something are silent if they have done so. */
  private static void check(String output) throws IOException {
    if (!output.isEmpty()) {
      throw new IOException("lay a cable between two network namespaces: " + output);
    }
  }
}
