package mydocker.demo;

import static mydocker.linux.Namespace.IPC;
import static mydocker.linux.Namespace.UTS;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mydocker.linux.LibC;
import mydocker.linux.MessageQueueCalls;

/** A child that does not see our message queues: ipc_namespaces(7). */
final class IpcDemo extends NamespaceDemo {
  private static final int IPC_PRIVATE = 0;
  private static final int IPC_RMID = 0;
  private static final int OWNER_READS_AND_WRITES = 0600;

  IpcDemo() {
    super(
        "ipc",
        "message queues of one's own",
        """
        clone(2) with CLONE_NEWIPC gives the child an empty set of System V message queues,
        semaphores and shared memory, and of POSIX message queues.
        msgget(2) makes a queue outside, as "ipcmk -Q" does.
        Compare: the queues that "ipcs -q" lists.""",
        """
        ipcs -q       after "ipcmk -Q" in another terminal: nothing of it is seen here
        ipcmk -Q      and then "ipcs -q" here and there
        exit          all queues made here are gone with the namespace""",
        UTS,
        IPC);
  }

  @Override
  List<String> commands() {
    return List.of("ipcs -q | grep -c 0x", "readlink /proc/self/ns/ipc");
  }

  @Override
  void show(PrintStream out) throws IOException {
    MessageQueueCalls libc = LibC.get(MessageQueueCalls.class);
    int queue =
        LibC.check(libc.msgget(IPC_PRIVATE, OWNER_READS_AND_WRITES), "make a message queue");
    // Also when Ctrl-C ends the JVM: a queue outlives its maker.
    Thread remove = new Thread(() -> libc.msgctl(queue, IPC_RMID, null));
    Runtime.getRuntime().addShutdownHook(remove);
    try {
      out.println("msgget(IPC_PRIVATE, 0600) made queue " + queue + " outside");
      super.show(out);
    } finally {
      Runtime.getRuntime().removeShutdownHook(remove);
      LibC.check(libc.msgctl(queue, IPC_RMID, null), "remove message queue " + queue);
    }
  }
}
