package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mydocker.cli.GlobalOptions;
import mydocker.testing.Await;
import mydocker.testing.RequiresProgram;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import mydocker.testing.Strace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kill -9 before one system call after the other: whatever is left then, {@code ps} tells the truth
 * about it, and {@code rm -f} removes it.
 */
@RequiresRoot
@RequiresProgram("strace")
class CrashTest {
  /** What changes files, processes and locks; with write, also each step of the first process. */
  private static final String CHANGES =
      "mkdir,mkdirat,mknod,mknodat,rename,renameat,renameat2,unlink,unlinkat,rmdir,symlink,"
          + "symlinkat,clone,kill,flock,ftruncate";

  private static final int WORKERS = 2;

  /** How long one can run. */
  private static final String LONG = "1234";

  @TempDir private static Path folder;

  /** Each worker has containers of its own, all called box. */
  private static final List<Root> ROOTS = new ArrayList<>();

  @BeforeAll
  static void makeImages() throws Exception {
    for (int i = 0; i < WORKERS; i++) {
      ROOTS.add(Root.withBusybox(folder.resolve("" + i)));
    }
  }

  /** What happens to a container; the number says where it is to be killed. */
  private interface Scenario {
    /** Returns whether that was reached. */
    boolean play(Root root, int number) throws Exception;
  }

  /** Plays a scenario with a kill here and there, until one does not come that far. */
  private static void attack(Scenario scenario, int first, int step) throws Exception {
    ConcurrentHashMap<Integer, String> failures = new ConcurrentHashMap<>();
    ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    try {
      List<Future<Void>> all =
          IntStream.range(0, WORKERS)
              .mapToObj(
                  worker ->
                      workers.<Void>submit(
                          () -> {
                            int number = first + worker * step;
                            while (attackAt(scenario, ROOTS.get(worker), number, failures)) {
                              number += WORKERS * step;
                            }
                            return null;
                          }))
              .toList();
      for (Future<Void> future : all) {
        future.get();
      }
    } finally {
      workers.shutdownNow();
      assertEquals("{}", failures.toString());
    }
    for (Root root : ROOTS) {
      root.runOut("busybox", "true"); // removes what has no name yet
      assertEquals(List.of("lock"), names(root.folder().resolve("containers")));
    }
  }

  private static boolean attackAt(
      Scenario scenario, Root root, int number, ConcurrentHashMap<Integer, String> failures)
      throws Exception {
    boolean reached = scenario.play(root, number);
    try {
      requireTruth(root);
      requireRemovable(root);
    } catch (Exception | AssertionError e) {
      failures.put(number, e.toString());
      return false;
    }
    return reached;
  }

  /**
   * It is up if, and only if, its process is there. One that waits for the word to begin, and does
   * not get it, ends with 127.
   */
  private static void requireTruth(Root root) throws Exception {
    Await.until(
        "ps -a tells the truth",
        () -> {
          String list = here(root, "ps", "-a").replaceFirst(".*\n", "");
          boolean up = list.matches(".* Up .* box\n");
          boolean down = list.matches("(.* (Created|Exited \\((0|127|137|143)\\)) .*box\n)?");
          return isThere(root) ? up : down;
        });
  }

  private static void requireRemovable(Root root) throws Exception {
    here(root, "rm", "-f", "box");
    assertEquals("", here(root, "ps", "-aq"));
    assertTrue(!isThere(root), "its process");
    List<String> layers = new ArrayList<>(names(root.folder().resolve("overlay2")));
    layers.remove("tmp");
    assertEquals(2, layers.size(), "init, and that of the image: " + layers);
    for (String id : names(root.folder().resolve("containers"))) {
      if (id.equals("lock")) {
        continue;
      }
      assertTrue(Files.notExists(root.folder().resolve("containers/" + id + "/config.json")), id);
      assertTrue(Files.notExists(Path.of("/run/mydocker", id)), id);
    }
  }

  /** What a command prints, in this JVM: another one for each would take long. */
  private static synchronized String here(Root root, String... words) throws Exception {
    GlobalOptions global = new GlobalOptions(List.of("--root", root.folder().toString()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes)) {
      List<String> arguments = List.of(words).subList(1, words.length);
      int code =
          words[0].equals("ps")
              ? new PsCommand(global, out, out).run(arguments)
              : new RmCommand(global, out, out).run(arguments);
      assertEquals(0, code, bytes.toString());
    }
    return bytes.toString();
  }

  private static List<String> names(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** The container's process: its last argument tells whose it is. */
  private static String mark(Root root) {
    return "7" + root.folder().getFileName();
  }

  private static Optional<ProcessHandle> process(Root root) {
    String[] arguments = {LONG, mark(root)};
    return ProcessHandle.allProcesses()
        .filter(process -> Arrays.equals(process.info().arguments().orElse(null), arguments))
        .findFirst();
  }

  private static boolean isThere(Root root) {
    return process(root).isPresent();
  }

  private static List<String> runDetached(Root root) {
    return root.command(
        "run",
        "-d",
        "--cgroup-parent",
        Root.PARENT,
        "--name",
        "box",
        "busybox",
        "sleep",
        LONG,
        mark(root));
  }

  private static void start(Root root) throws Exception {
    List<String> command = runDetached(root);
    assertEquals(0, new ProcessBuilder(command).start().waitFor());
  }

  @Test
  void runKilledAtItsCalls() throws Exception {
    attack((root, n) -> Strace.kill(runDetached(root), CHANGES, n), 1, 4);
  }

  /** Each write but a few is the word for the next step. */
  @Test
  void runKilledAtTheStepsOfTheFirstProcess() throws Exception {
    attack((root, n) -> Strace.kill(runDetached(root), "write", n), 4, 19);
  }

  @Test
  void stopKilledAtItsCalls() throws Exception {
    attack(
        (root, n) -> {
          start(root);
          return Strace.kill(root.command("stop", "-t", "0", "box"), CHANGES, n);
        },
        2,
        4);
  }

  @Test
  void rmKilledAtItsCalls() throws Exception {
    attack(
        (root, n) -> {
          start(root);
          return Strace.kill(root.command("rm", "-f", "box"), CHANGES, n);
        },
        3,
        5);
  }

  /** The monitor makes the first of these calls, the reaper that it becomes all others. */
  @Test
  void monitorAndReaperKilledAtTheirCalls() throws Exception {
    attack(
        (root, n) -> {
          start(root);
          ProcessHandle process = process(root).orElseThrow();
          int monitor = (int) process.parent().orElseThrow().pid();
          try (Strace all = Strace.attach(monitor, "rename,renameat2,rmdir", n, true)) {
            process.destroyForcibly();
          }
          return n < 12;
        },
        1,
        3);
  }

  /** The kernel kills process 1 with its monitor, unless that has changed its user: prctl(2). */
  @Test
  void monitorKilledWhileItsContainerRuns() throws Exception {
    attack(
        (root, n) -> {
          if (n == 1) {
            start(root);
          } else {
            String command = "exec sleep %s %s".formatted(LONG, mark(root));
            root.detach("--name", "box", "busybox", "su", "-s", "/bin/sh", "nobody", "-c", command);
            Await.until("its process is there", () -> isThere(root));
          }
          process(root).flatMap(ProcessHandle::parent).orElseThrow().destroyForcibly();
          return false;
        },
        1,
        1);
  }
}
