package mydocker.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static mydocker.linux.Namespace.IPC;
import static mydocker.linux.Namespace.MNT;
import static mydocker.linux.Namespace.PID;
import static mydocker.linux.Namespace.USER;
import static mydocker.linux.Namespace.UTS;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import mydocker.linux.Child;
import mydocker.linux.ChildProgram;
import mydocker.linux.ErrnoException;
import mydocker.linux.Namespace;
import mydocker.linux.NamespaceFiles;
import mydocker.linux.OwnThread;
import mydocker.linux.ThreadNamespaces;

/** A thread and a child that enter the namespaces of a process: setns(2). */
final class SetnsDemo extends Demo {
  private final OptionalInt target;

  /**
   * @param target the process whose namespaces to enter; without one the demo makes itself one
   */
  SetnsDemo(OptionalInt target) {
    super(
        "setns",
        "into the namespaces of a running process",
        """
        setns(2) takes the caller into a namespace that exists, given an open /proc/PID/ns file. A
        thread of this JVM can enter a UTS namespace. It may enter a mount namespace only after
        unshare(CLONE_FS), because the threads share a working directory. User namespaces are out of
        reach for it. A child has one thread only: it enters all of them, and then makes a sibling,
        because a process's own PID namespace never changes. That is how "docker exec" works.
        Compare: the host name, the processes and the namespaces with those of the process.""",
        """
        hostname; ps -ef           those of the process, and this shell among them
        ls -l /proc/self/ns        compare with the process's: sudo ls -l /proc/PID/ns
        exit                       the process goes on""");
    this.target = target;
  }

  @Override
  String explain() {
    // As it would be for the user demo's process: its files opened in this order.
    Map<Namespace, Integer> files = new EnumMap<>(Map.of(MNT, 3, UTS, 4, IPC, 5, PID, 6, USER, 7));
    return Shell.command(NamespaceFiles.joinAll(new ChildProgram(), files, true), "...")
        .explain(Set.of());
  }

  @Override
  void show(PrintStream out) throws IOException {
    if (target.isPresent()) {
      show(out, target.getAsInt());
      return;
    }
    NamespaceDemo demo = new UserDemo();
    Child process = Shell.command(demo.program(), "exec sleep 60").start(demo.namespaces());
    try {
      show(out, process.pid());
    } finally {
      process.destroy();
    }
  }

  private static void show(PrintStream out, int pid) throws IOException {
    out.println("process " + pid + " is in " + UTS.idOf(pid) + " and " + PID.idOf(pid));
    try (NamespaceFiles files = new NamespaceFiles(pid)) {
      out.println("a thread of ours enters its namespaces:");
      attempt(out, () -> files.join(UTS), "join UTS: the host name is now ");
      attempt(out, () -> files.join(MNT), "join MNT: the host name is now ");
      attempt(
          out,
          () -> {
            ThreadNamespaces.unshareFs();
            files.join(MNT);
          },
          "unshare(CLONE_FS), join MNT: done; the host name is still ");
      out.println("a child of ours enters all of them:");
      String commands = "hostname; echo $$; cat /proc/1/comm; readlink /proc/self/ns/pid";
      String output = Shell.output(files.joinAll(new ChildProgram()), Set.of(), commands);
      out.println("# " + commands);
      Comparison.side(out, "inside ", output);
    }
  }

  /** Lets a thread enter, and prints which host name it sees then, or why it may not. */
  private static void attempt(PrintStream out, Attempt attempt, String done) throws IOException {
    try {
      String hostname =
          OwnThread.call(
              () -> {
                attempt.run();
                return Files.readString(Path.of("/proc/sys/kernel/hostname"), ISO_8859_1).strip();
              });
      out.println("  " + done + hostname);
    } catch (ErrnoException e) {
      out.println("  " + e.getMessage());
    }
  }

  private interface Attempt {
    void run() throws IOException;
  }

  @Override
  int shell() throws IOException {
    if (target.isEmpty()) {
      throw new IOException(
          "setns: which process? Start another demo in a second terminal, find the number of its"
              + " shell, and say: setns NUMBER");
    }
    try (NamespaceFiles files = new NamespaceFiles(target.getAsInt())) {
      return Shell.interactive(files.joinAll(new ChildProgram()), Set.of(), "(setns) # ");
    }
  }
}
