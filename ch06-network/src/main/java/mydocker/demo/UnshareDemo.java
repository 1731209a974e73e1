package mydocker.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static mydocker.linux.Namespace.PID;
import static mydocker.linux.Namespace.USER;
import static mydocker.linux.Namespace.UTS;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import mydocker.linux.ChildProgram;
import mydocker.linux.ErrnoException;
import mydocker.linux.OwnThread;
import mydocker.linux.ThreadNamespaces;

/** Threads that leave the namespaces of the others: unshare(2). */
final class UnshareDemo extends Demo {
  UnshareDemo() {
    super(
        "unshare",
        "out of a namespace, without a child",
        """
        unshare(2) takes the caller itself out of a namespace and into a new one. The caller is a
        thread: here one thread of this JVM gets another host name than the rest. With a user
        namespace that fails, for all threads of a process have the same credentials. And a thread
        never changes its own PID namespace: CLONE_NEWPID is for its next child.
        Compare: the host name on two threads, and what the child calls itself.""",
        """
        hostname                   the one that the thread set before it started this shell
        echo $$                    1: the first child after unshare(CLONE_NEWPID)
        exit                       the host name outside is the same as before""");
  }

  @Override
  String explain() {
    return """
        on a first thread:
          unshare(CLONE_NEWUTS);
          sethostname("thread", 6);
        on a second:
          unshare(CLONE_NEWUSER);
        on a third:
          unshare(CLONE_NEWPID);
          clone(setcontext, stack, SIGCHLD, program);""";
  }

  @Override
  void show(PrintStream out) throws IOException {
    String outside = Shell.output(new ChildProgram(), Set.of(), "echo $$");
    out.println("the main thread   " + names());
    OwnThread.call(
        () -> {
          ThreadNamespaces.unshare(UTS);
          ThreadNamespaces.sethostname("thread");
          out.println("its own thread    " + names());
          return null;
        });
    out.println("the main thread   " + names());
    try {
      OwnThread.call(
          () -> {
            ThreadNamespaces.unshare(USER);
            return null;
          });
    } catch (ErrnoException e) {
      out.println(e.getMessage());
    }
    String inside =
        OwnThread.call(
            () -> {
              ThreadNamespaces.unshare(PID);
              return Shell.output(new ChildProgram(), Set.of(), "echo $$");
            });
    out.println("echo $$ in a child of the main thread: " + outside);
    out.println("echo $$ in a child of a thread after unshare(CLONE_NEWPID): " + inside);
  }

  /** The host name and the UTS namespace of the calling thread. */
  private static String names() throws IOException {
    String hostname = Files.readString(Path.of("/proc/sys/kernel/hostname"), ISO_8859_1).strip();
    return hostname + "  " + UTS.idOfThread();
  }

  @Override
  int shell() throws IOException {
    return OwnThread.call(
        () -> {
          ThreadNamespaces.unshare(UTS);
          ThreadNamespaces.sethostname("thread");
          ThreadNamespaces.unshare(PID);
          return Shell.interactive(new ChildProgram(), Set.of(), "(unshare) # ");
        });
  }
}
