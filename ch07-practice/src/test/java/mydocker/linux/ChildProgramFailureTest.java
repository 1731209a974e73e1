package mydocker.linux;

import static jnr.constants.platform.Errno.E2BIG;
import static jnr.constants.platform.Errno.EACCES;
import static jnr.constants.platform.Errno.EADDRINUSE;
import static jnr.constants.platform.Errno.EBADF;
import static jnr.constants.platform.Errno.EINVAL;
import static jnr.constants.platform.Errno.ENODEV;
import static jnr.constants.platform.Errno.ENOENT;
import static jnr.constants.platform.Errno.ENOEXEC;
import static jnr.constants.platform.Errno.EPERM;
import static mydocker.testing.Inside.namespaces;
import static mydocker.testing.Inside.root;
import static mydocker.testing.Inside.shell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import jnr.constants.platform.Errno;
import mydocker.testing.Mydocker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each step refused by the kernel: its errno arrives, nothing runs, and nothing is left. */
class ChildProgramFailureTest {
  private static final Set<Namespace> NONE = Set.of();

  static Stream<Arguments> refused() {
    String longName = "x".repeat(65);
    return Stream.of(
        Arguments.of(root().mount("x", "/mnt", "nofs", 0, null), "mount x on /mnt", ENODEV),
        Arguments.of(root().umount2("/usr/bin", 0), "unmount /usr/bin", EINVAL),
        Arguments.of(root().pivotRoot("/nowhere", "/"), "pivot_root to /nowhere", ENOENT),
        Arguments.of(root().chdir("/nowhere"), "chdir to /nowhere", ENOENT),
        Arguments.of(root().sethostname(longName), "set host name " + longName, EINVAL),
        Arguments.of(root().setuid(4711), "set user ID 4711", EINVAL),
        Arguments.of(root().setgid(4711), "set group ID 4711", EINVAL),
        Arguments.of(root().setpgid().setsid(), "start a session", EPERM),
        Arguments.of(root().setsid().setpgid(), "start a process group", EPERM),
        Arguments.of(root().open("/nowhere", 0), "open /nowhere", ENOENT),
        Arguments.of(root().dup2(999, 1), "dup2 999 to 1", EBADF),
        Arguments.of(root().close(999), "close 999", EBADF),
        Arguments.of(root().bind(999, 1), "bind port 1", EBADF),
        Arguments.of(root().setns(999, Namespace.UTS), "join the uts namespace", EBADF),
        Arguments.of(
            new ChildProgram()
                .parent("map", ChildProgramFailureTest::mapWithoutGroups)
                .dropGroups(),
            "drop supplementary groups",
            EPERM),
        Arguments.of(root().cloneSibling().chdir("/nowhere"), "chdir to /nowhere", ENOENT));
  }

  private static void mapWithoutGroups(int pid) throws IOException {
    Path proc = Path.of("/proc", Integer.toString(pid));
    Files.writeString(proc.resolve("setgroups"), "deny");
    Files.writeString(proc.resolve("uid_map"), "0 " + UserMap.ofCaller().uid() + " 1");
    Files.writeString(proc.resolve("gid_map"), "0 " + UserMap.ofCaller().gid() + " 1");
  }

  @ParameterizedTest(name = "{1}: {2}")
  @MethodSource("refused")
  void theErrnoOfAStepArrives(
      ChildProgram program, String operation, Errno errno, @TempDir Path folder) throws Exception {
    Path ran = folder.resolve("ran");
    ChildProgram all = shell(program, "touch " + ran);
    ErrnoException e =
        assertThrows(ErrnoException.class, () -> all.start(namespaces(Namespace.UTS)), operation);
    assertEquals(errno, e.errno());
    assertEquals(
        operation + ": " + errno.description() + " (" + errno.name() + ")", e.getMessage());
    assertFalse(Files.exists(ran));
  }

  static Stream<Arguments> notExecuted() {
    return Stream.of(
        Arguments.of("/nowhere", ENOENT),
        Arguments.of("/etc/passwd", EACCES),
        Arguments.of("/etc", EACCES));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("notExecuted")
  void theErrnoOfExecveArrives(String path, Errno errno) {
    ChildProgram program = new ChildProgram().execve(path, List.of("x"), List.of());
    ErrnoException e = assertThrows(ErrnoException.class, () -> program.start(NONE));
    assertEquals(errno, e.errno());
    assertTrue(e.getMessage().startsWith("execute " + path + ": "), e.getMessage());
  }

  @Test
  void aFileThatIsNoProgramIsNotExecuted(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "no program");
    assertTrue(text.toFile().setExecutable(true));
    ChildProgram program = new ChildProgram().execve(text.toString(), List.of("x"), List.of());
    assertEquals(ENOEXEC, assertThrows(ErrnoException.class, () -> program.start(NONE)).errno());
  }

  @Test
  void tooManyArgumentsAreAnErrorAndNotACrash() {
    List<String> tooMany = Collections.nCopies(300, "x".repeat(100_000));
    ChildProgram program = new ChildProgram().execve("/bin/true", tooMany, List.of());
    assertEquals(E2BIG, assertThrows(ErrnoException.class, () -> program.start(NONE)).errno());
  }

  @Test
  void aTakenPortIsRefused() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      ChildProgram program = new ChildProgram().close(0).socket().bind(0, taken.getLocalPort());
      ErrnoException e =
          assertThrows(ErrnoException.class, () -> shell(program, "exit 0").start(NONE));
      assertEquals(EADDRINUSE, e.errno());
    }
  }

  @Test
  void withoutPrivilegeNothingIsUnshared() {
    ChildProgram program = new ChildProgram();
    if (UserMap.ofCaller().uid() == 0) {
      program.setuid(65534);
    }
    ErrnoException e =
        assertThrows(
            ErrnoException.class,
            () -> shell(program.unshare(Namespace.UTS), "exit 0").start(NONE));
    assertEquals("unshare the uts namespace: Operation not permitted (EPERM)", e.getMessage());
  }

  @Test
  void process1OfANamespaceCannotHaveASibling() {
    ChildProgram program = shell(root().cloneSibling(), "exit 0");
    ErrnoException e =
        assertThrows(ErrnoException.class, () -> program.start(namespaces(Namespace.PID)));
    assertEquals("clone a sibling: Invalid argument (EINVAL)", e.getMessage());
  }

  @Test
  void aFailureOfTheParentEndsTheChild() {
    AtomicInteger child = new AtomicInteger();
    ChildProgram program =
        new ChildProgram()
            .parent(
                "fail",
                pid -> {
                  child.set(pid);
                  throw new IOException("the parent failed");
                });
    IOException e = assertThrows(IOException.class, () -> shell(program, "exit 0").start(NONE));
    assertEquals("the parent failed", e.getMessage());
    assertFalse(ProcessHandle.of(child.get()).isPresent());
  }

  @Test
  void aChildThatIsKilledOnTheWayIsAnError() {
    ChildProgram program =
        new ChildProgram()
            .parent("kill it", pid -> LibC.check(LibC.get().kill(pid, Signals.SIGKILL), "kill"))
            .chdir("/");
    IOException e = assertThrows(IOException.class, () -> shell(program, "exit 0").start(NONE));
    assertEquals(
        "chdir to /: the child is gone before that was done: signal 9 killed it", e.getMessage());
  }

  @Test
  void aChildThatIsKilledRightBeforeExecveIsAnError() {
    ChildProgram program =
        new ChildProgram()
            .parent("kill it", pid -> LibC.check(LibC.get().kill(pid, Signals.SIGKILL), "kill"));
    IOException e = assertThrows(IOException.class, () -> shell(program, "exit 0").start(NONE));
    assertEquals(
        "execute /bin/sh: the child is gone before that was done: signal 9 killed it",
        e.getMessage());
  }

  @Test
  void aChildThatLosesItsPipesIsAnError() {
    ChildProgram program = new ChildProgram();
    for (int fd = 3; fd < 400; fd++) {
      program.dup2(0, fd); // one of them is the pipe to the parent
    }
    IOException e = assertThrows(IOException.class, () -> shell(program, "exit 0").start(NONE));
    assertTrue(e.getMessage().contains(": the child is gone before that was done: "));
  }

  @Test
  void aZeroByteInAnArgumentIsRefused() {
    ChildProgram program = shell(new ChildProgram().chdir("/tmp\0/evil"), "exit 0");
    assertThrows(IllegalArgumentException.class, () -> program.start(NONE));
  }

  @Test
  void aProgramGoesOnInASiblingOnce() {
    ChildProgram program = shell(new ChildProgram().cloneSibling().cloneSibling(), "exit 0");
    assertThrows(IllegalStateException.class, () -> program.start(NONE));
  }

  /** Starts children that are process 1, from many threads, and leaves them at their first gate. */
  static final class StuckParent {
    static final int CHILDREN = 8;

    private StuckParent() {}

    public static void main(String[] args) {
      for (int i = 0; i < CHILDREN; i++) {
        new Thread(StuckParent::start).start();
      }
    }

    private static void start() {
      try {
        ChildProgram stuck =
            root()
                .parent(
                    "wait for ever",
                    pid -> {
                      System.out.println(pid);
                      LockSupport.park();
                    });
        shell(stuck.chdir("/"), "exec sleep 1000").start(namespaces(Namespace.PID));
      } catch (IOException e) {
        System.out.println(e);
      }
    }
  }

  @Test
  void childrenDoNotOutliveAParentThatIsKilled() throws Exception {
    List<String> command = new ArrayList<>(Mydocker.command());
    command.set(command.indexOf("mydocker.Main"), StuckParent.class.getName());
    Process parent =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = parent.inputReader(StandardCharsets.UTF_8)) {
      List<ProcessHandle> children = new ArrayList<>();
      while (children.size() < StuckParent.CHILDREN) {
        children.add(ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow());
      }
      parent.destroyForcibly().waitFor();
      for (ProcessHandle child : children) {
        child.onExit().get(30, TimeUnit.SECONDS);
        assertFalse(child.isAlive());
      }
    }
  }
}
