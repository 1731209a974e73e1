package mydocker.linux;

import static java.util.stream.Collectors.joining;
import static mydocker.linux.MountFlags.MNT_DETACH;
import static mydocker.linux.MountFlags.MS_BIND;
import static mydocker.linux.MountFlags.MS_REC;
import static mydocker.testing.Inside.namespaces;
import static mydocker.testing.Inside.output;
import static mydocker.testing.Inside.root;
import static mydocker.testing.Inside.shell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import org.junit.jupiter.api.Test;

/** Each step of a child program, done by a real child. */
class ChildProgramTest {
  private static final Set<Namespace> NONE = Set.of();
  private static final int SIGUSR1 = 10;
  private static final int SIG_IGN = 1;

  @Test
  void mountsAFileSystem() throws IOException {
    ChildProgram program = root().mount("tmpfs", "/mnt", "tmpfs", 0, "size=1m");
    assertEquals("tmpfs", output(program, namespaces(), "stat -f -c %T /mnt"));
  }

  @Test
  void unmounts() throws IOException {
    ChildProgram program =
        root().mount("tmpfs", "/mnt", "tmpfs", 0, null).umount2("/mnt", MNT_DETACH);
    assertNotEquals("tmpfs", output(program, namespaces(), "stat -f -c %T /mnt"));
  }

  @Test
  void pivotsTheRoot() throws IOException {
    ChildProgram program =
        root()
            .mount("tmpfs", "/tmp", "tmpfs", 0, null)
            .mount("/", "/mnt", null, MS_BIND | MS_REC, null)
            .chdir("/mnt")
            .pivotRoot(".", ".")
            .umount2(".", MNT_DETACH);
    String roots = "awk '$5 == \"/\"' /proc/self/mountinfo | wc -l; stat -f -c %T /tmp";
    assertEquals("1\ntmpfs", output(program, namespaces(), roots).replaceAll("ext2/ext3", "tmpfs"));
  }

  @Test
  void changesTheDirectory() throws IOException {
    assertEquals("/usr/bin", output(new ChildProgram().chdir("/usr/bin"), NONE, "pwd"));
  }

  @Test
  void setsTheHostName() throws IOException {
    ChildProgram program = root().sethostname("innerhäus");
    assertEquals("innerhäus", output(program, namespaces(Namespace.UTS), "uname -n"));
  }

  @Test
  void becomesRootOfAUserNamespaceAndNobodyElse() throws IOException {
    String ids = "id -u; id -g; cat /proc/self/uid_map";
    UserMap caller = UserMap.ofCaller();
    String[] inside = output(root(), namespaces(), ids).split("\\s+");
    assertEquals(
        List.of("0", "0", "0", Integer.toString(caller.uid()), "1"),
        List.of(inside[0], inside[1], inside[2], inside[3], inside[4]));
  }

  @Test
  void startsASessionOrAProcessGroup() throws IOException {
    String groupAndSession = "cut -d ' ' -f 1,5,6 /proc/$$/stat";
    String[] session = output(new ChildProgram().setsid(), NONE, groupAndSession).split(" ");
    assertEquals(List.of(session[0], session[0]), List.of(session[1], session[2]));
    String[] group = output(new ChildProgram().setpgid(), NONE, groupAndSession).split(" ");
    assertEquals(group[0], group[1]);
    assertNotEquals(group[0], group[2]);
  }

  @Test
  void opensTheLowestDescriptorAndKeepsIt() throws IOException {
    ChildProgram program = new ChildProgram().close(0).open("/proc/version", 0);
    assertEquals(Files.readString(Path.of("/proc/version")).strip(), output(program, NONE, "cat"));
  }

  @Test
  void bindsAPortThatIsTakenOutside() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      ChildProgram program = root().close(0).socket().bind(0, taken.getLocalPort());
      assertEquals(
          "socket", output(program, namespaces(Namespace.NET), "stat -L -c %F /proc/self/fd/0"));
    }
  }

  @Test
  void leavesANamespace() throws IOException {
    String outside = Namespace.IPC.idOfThread();
    String inside =
        output(root().unshare(Namespace.IPC), namespaces(), "readlink /proc/self/ns/ipc");
    assertNotEquals(outside, inside);
    assertTrue(inside.matches("ipc:\\[\\d+]"), inside);
  }

  @Test
  void everyKindOfNamespaceIsNewAndNoOtherOne() throws IOException {
    for (Namespace made : Namespace.values()) {
      if (made == Namespace.TIME || made == Namespace.USER) {
        continue; // clone(2) cannot make the one; the other is made for each
      }
      String links =
          output(
              new ChildProgram().becomeRoot(UserMap.ofCaller()),
              Set.of(Namespace.USER, made),
              "cd /proc/self/ns; readlink mnt uts ipc pid net cgroup");
      for (String link : links.split("\n")) {
        Namespace kind =
            List.of(Namespace.values()).stream()
                .filter(n -> link.startsWith(n.file() + ":"))
                .findFirst()
                .orElseThrow();
        assertEquals(kind == made, !link.equals(kind.idOfThread()), made + " made: " + link);
      }
    }
  }

  @Test
  void aSiblingIsOurChildAndBornIntoThePidNamespace() throws IOException {
    String[] plain = output(new ChildProgram().cloneSibling(), NONE, "echo $PPID").split("\n");
    assertEquals(Long.toString(ProcessHandle.current().pid()), plain[0]);
    ChildProgram program = root().unshare(Namespace.PID).cloneSibling();
    assertEquals("1", output(program, namespaces(), "echo $$"));
  }

  @Test
  void aTimeNamespaceShiftsTheClock() throws IOException {
    ChildProgram program =
        root()
            .unshare(Namespace.TIME)
            .parent(
                "shift",
                pid ->
                    Files.writeString(
                        Path.of("/proc/" + pid + "/timens_offsets"), "boottime 864000 0"))
            .cloneSibling();
    double inside =
        Double.parseDouble(output(program, namespaces(), "cut -d ' ' -f 1 /proc/uptime"));
    double outside = Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0]);
    assertEquals(864000, inside - outside, 60);
  }

  @Test
  void joinsAllNamespacesOfAProcess() throws IOException {
    Set<Namespace> all =
        namespaces(Namespace.UTS, Namespace.IPC, Namespace.PID, Namespace.NET, Namespace.CGROUP);
    Child target =
        shell(root().mount("proc", "/proc", "proc", 0, null).sethostname("target"), "exec sleep 60")
            .start(all);
    try (NamespaceFiles files = new NamespaceFiles(target.pid())) {
      String links = "cd /proc/%s/ns; readlink mnt uts ipc pid net user cgroup";
      String expected = all.stream().sorted().map(n -> id(n, target.pid())).collect(joining("\n"));
      String[] inside =
          output(
                  files.joinAll(new ChildProgram()),
                  NONE,
                  "uname -n; id -u; " + links.formatted("self") + "; cat /proc/1/comm")
              .split("\n", 3);
      assertEquals("target", inside[0]);
      assertEquals("0", inside[1]);
      assertEquals(expected + "\nsleep", inside[2]);
    } finally {
      target.destroy();
    }
  }

  private static String id(Namespace namespace, int pid) {
    try {
      return namespace.idOf(pid);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aParentsStepComesInItsPlaceAndSeesTheChildWaiting() throws IOException {
    AtomicInteger seen = new AtomicInteger();
    ChildProgram program =
        new ChildProgram()
            .chdir("/usr")
            .parent(
                "look",
                pid -> {
                  seen.set(pid);
                  Path cwd = Path.of("/proc", Integer.toString(pid), "cwd");
                  assertEquals("/usr", Files.readSymbolicLink(cwd).toString());
                })
            .chdir("/");
    assertEquals("/", output(program, NONE, "pwd"));
    assertTrue(seen.get() > 1);
  }

  @Test
  void argumentsAndEnvironmentArriveByteForByte() throws IOException {
    List<String> argv =
        List.of("sh", "-c", "printf '<%s>' \"$0\" \"$@\"; env", "", " a  b ", "\n", "ä€𝄞", "-l");
    List<String> envp = List.of("A=", "B= x\ty ", "PATH=/usr/bin:/bin");
    try (Pipe pipe = new Pipe(LibC.get())) {
      Child child =
          new ChildProgram().dup2(pipe.writeEnd(), 1).execve("/bin/sh", argv, envp).start(NONE);
      String output = pipe.readAll();
      assertEquals(0, child.waitFor());
      assertTrue(output.startsWith("<>< a  b ><\n><ä€𝄞><-l>"), output);
      assertTrue(output.contains("A=\n") && output.contains("B= x\ty \n"), output);
      assertTrue(!output.contains("JAVA") && !output.contains("HOME="), output);
    }
  }

  @Test
  void aVeryLongArgumentListArrives() throws IOException {
    String big = "x".repeat(100_000);
    ChildProgram program =
        new ChildProgram()
            .execve(
                "/bin/sh",
                List.of("sh", "-c", "exit $(( ${#1} / 1000 + $# ))", "", big, big, big),
                List.of());
    assertEquals(103, program.start(NONE).waitFor());
  }

  @Test
  void theProgramHasNoFileOfOursOpen() throws IOException {
    ChildProgram program = new ChildProgram().close(0).open("/dev/null", 0);
    assertEquals("0 1 2 3", output(program, NONE, "ls /proc/self/fd | tr '\\n' ' '").strip());
  }

  @Test
  void exitCodesAndSignalsComeBackAsAShellHasThem() throws IOException {
    assertEquals(0, shell(new ChildProgram(), "exit 0").start(NONE).waitFor());
    assertEquals(42, shell(new ChildProgram(), "exit 42").start(NONE).waitFor());
    assertEquals(255, shell(new ChildProgram(), "exit 255").start(NONE).waitFor());
    assertEquals(143, shell(new ChildProgram(), "kill -TERM $$").start(NONE).waitFor());
    assertEquals(137, shell(new ChildProgram(), "kill -KILL $$").start(NONE).waitFor());
  }

  @Test
  void aChildThatHasBeenWaitedForIsNotSignalledAnyMore() throws IOException {
    Child child = shell(new ChildProgram(), "exit 3").start(NONE);
    assertEquals(3, child.waitFor());
    child.signal(Signals.SIGKILL);
    assertEquals(3, child.waitFor());
  }

  @Test
  void manyThreadsCanWaitForOneChild() throws Exception {
    for (int round = 0; round < 20; round++) {
      Child child = shell(new ChildProgram(), "exit 5").start(NONE);
      Callable<Integer> wait = child::waitFor;
      ExecutorService threads = Executors.newFixedThreadPool(4);
      for (Future<Integer> code : threads.invokeAll(List.of(wait, wait, wait, wait))) {
        assertEquals(5, code.get());
      }
      threads.shutdown();
    }
  }

  @Test
  void aChildThatStandsStillIsContinued() throws IOException {
    Child child = shell(new ChildProgram(), "kill -STOP $$; exit 6").start(NONE);
    assertEquals(6, child.waitForAwake());
  }

  /** As nohup(1) does, and a shell for what it starts with {@code &}. */
  @Test
  void whatIsIgnoredHereIsNotIgnoredThere() throws IOException {
    LibC libc = LibC.get();
    Pointer before = libc.signal(SIGUSR1, Pointer.wrap(Runtime.getSystemRuntime(), SIG_IGN));
    try {
      String script = "sed -n 's/^SigIgn:\t//p' /proc/self/status";
      long ignored = Long.parseUnsignedLong(output(new ChildProgram(), NONE, script), 16);
      assertEquals(0, ignored & 1L << SIGUSR1 - 1);
    } finally {
      libc.signal(SIGUSR1, before);
    }
  }

  @Test
  void diesWithTheThreadThatStartedIt() throws Exception {
    FutureTask<Child> start =
        new FutureTask<>(
            () -> shell(new ChildProgram().dieWithParent(), "exec sleep 1000").start(NONE));
    Thread thread = new Thread(start);
    thread.start();
    thread.join();
    assertEquals(137, start.get().waitFor());
  }

  @Test
  void aProgramWithoutExecveIsRefused() {
    ChildProgram program = new ChildProgram().chdir("/");
    assertThrows(IllegalStateException.class, () -> program.start(NONE));
  }

  @Test
  void cloneCannotMakeATimeNamespace() {
    ChildProgram program = shell(new ChildProgram(), "exit 0");
    assertThrows(IllegalArgumentException.class, () -> program.start(Set.of(Namespace.TIME)));
  }
}
