package mydocker.linux;

import static mydocker.testing.Inside.namespaces;
import static mydocker.testing.Inside.output;
import static mydocker.testing.Inside.root;
import static mydocker.testing.Inside.shell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What hangs or kills a JVM that forks: collections, a big heap, other threads, signals. */
@Timeout(300)
class StartUnderLoadTest {
  private static final Set<Namespace> NONE = Set.of();
  private static final int PIECE = 256 << 10;
  private static final int SIGWINCH = 28;
  private static final int SIGSTOP = 19;

  @Test
  void startsAHundredTimesUnderConstantCollection() throws Exception {
    Thread collector = new Thread(StartUnderLoadTest::collect, "collector");
    collector.start();
    try {
      for (int i = 0; i < 100; i++) {
        ChildProgram program = root().mount("proc", "/proc", "proc", 0, null);
        Child child =
            shell(program, "exit " + i % 256).start(namespaces(Namespace.PID, Namespace.UTS));
        assertEquals(i % 256, child.waitFor());
      }
    } finally {
      collector.interrupt();
      collector.join();
    }
  }

  private static void collect() {
    List<byte[]> garbage = new ArrayList<>();
    while (!Thread.currentThread().isInterrupted()) {
      garbage.add(new byte[100_000]);
      if (garbage.size() == 1_000) {
        garbage.clear();
        System.gc();
      }
    }
  }

  @Test
  void startsFromABigHeap() throws IOException {
    long bytes = Math.min(1L << 30, Runtime.getRuntime().maxMemory() / 2);
    List<byte[]> heap = new ArrayList<>();
    for (long filled = 0; filled < bytes; filled += PIECE) {
      byte[] piece =
          new byte[PIECE]; // a larger one could take two regions of G1, and twice the heap
      Arrays.fill(piece, (byte) 1);
      heap.add(piece);
    }
    for (int i = 0; i < 10; i++) {
      assertEquals("up", output(root().chdir("/"), namespaces(), "echo up"));
    }
    assertTrue((long) heap.size() * PIECE >= bytes);
  }

  @Test
  void startsFromManyThreadsAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Callable<Integer>> starts = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        int code = i;
        starts.add(() -> shell(root(), "exit " + code).start(namespaces()).waitFor());
      }
      List<Future<Integer>> codes = threads.invokeAll(starts);
      for (int i = 0; i < codes.size(); i++) {
        assertEquals(i, codes.get(i).get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aSignalToTheParentDoesNotDisturbAStart() throws Exception {
    int self = (int) ProcessHandle.current().pid();
    Thread sender =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                LibC.get().kill(self, SIGWINCH);
                LibC.get().kill(self, Signals.SIGCHLD);
              }
            });
    sender.start();
    try {
      for (int i = 0; i < 50; i++) {
        assertEquals("up", output(root(), namespaces(Namespace.PID), "echo up"));
      }
    } finally {
      sender.interrupt();
      sender.join();
    }
  }

  @Test
  void aSignalDuringTheStartEndsTheChildAndDoesNotEnterTheJvmsHandlers() {
    for (int signal : List.of(1, 2, 3, 12, 13, 15)) {
      ChildProgram program =
          new ChildProgram()
              .parent("signal " + signal, pid -> LibC.check(LibC.get().kill(pid, signal), "kill"))
              .chdir("/");
      IOException e = assertThrows(IOException.class, () -> shell(program, "sleep 10").start(NONE));
      assertEquals(
          "execute /bin/sh: the child is gone before that was done: signal "
              + signal
              + " killed it",
          e.getMessage());
    }
  }

  @Test
  void process1OfANamespaceOutlivesAllSignalsDuringTheStart() throws IOException {
    ChildProgram program =
        root()
            .parent(
                "all signals but those that nobody can refuse",
                pid -> {
                  for (int signal = 1; signal < 32; signal++) {
                    if (signal != Signals.SIGKILL && signal != SIGSTOP) {
                      LibC.check(LibC.get().kill(pid, signal), "kill");
                    }
                  }
                })
            .chdir("/");
    assertEquals("up", output(program, namespaces(Namespace.PID), "echo up"));
  }

  @Test
  void theProgramStartsWithNoSignalBlocked() throws IOException {
    String blocked = output(new ChildProgram(), NONE, "grep ^SigBlk /proc/self/status");
    assertEquals("SigBlk:\t0000000000000000", blocked);
  }
}
