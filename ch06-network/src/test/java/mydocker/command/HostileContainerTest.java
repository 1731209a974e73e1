package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mydocker.testing.Await;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import mydocker.testing.Running;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What root of a container may try against those who start it and wait for it. */
@RequiresRoot
class HostileContainerTest {
  private static final String TRACEME =
      "aarch64".equals(System.getProperty("os.arch")) ? "117" : "101";

  private static final Path LOCKS = Path.of("/proc/locks"); // proc_locks(5)

  @TempDir private static Path folder;
  private static Root root;

  @BeforeAll
  static void makeImage() throws Exception {
    root = Root.connected(folder);
  }

  /** Starts a container whose process 1 is the host's Perl, which can make any system call. */
  private static void startPerl(String script) throws Exception {
    List<String> words = new ArrayList<>(List.of("run", "-d", "--name", "box"));
    words.addAll(List.of("--cgroup-parent", Root.PARENT));
    for (String libraries : List.of("/usr", "/lib", "/lib64")) {
      if (Files.exists(Path.of(libraries))) {
        words.addAll(List.of("-v", libraries + ":" + libraries + ":ro"));
      }
    }
    words.addAll(List.of("busybox", "/usr/bin/perl", "-e", "$| = 1; " + script));
    root.out(words.toArray(String[]::new));
  }

  private static Map<String, Object> devNull() throws Exception {
    return Files.readAttributes(
        Path.of("/dev/null"), "unix:mode,uid,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
  }

  @Test
  void itsStdinIsNoFileOfTheHost() throws Exception {
    Map<String, Object> before = devNull();
    try (Running box = Running.start(root, "box", "touch -t 200001010000 /proc/self/fd/0")) {
      assertEquals("0\n", root.out("exec", "box", "stat", "-c", "%u", "/proc/1/fd/0"));
      assertEquals(before, devNull());
    }
  }

  /** The kernel takes any bytes for the name of a thread; no text begins with these two. */
  @Test
  void aNameThatIsNoTextKeepsNobodyFromSeeingOrEndingIt() throws Exception {
    String script =
        "printf '\\377\\376) Z 1' > /proc/self/comm; echo ready; while :; do sleep 1; done";
    try (Running box = Running.start(root, "box", script)) {
      root.out("exec", "box", "true");
      assertTrue(root.out("ps").contains("Up"), "it is listed");
      assertEquals("box\n", root.out("stop", "-t", "0", "box"));
      assertTrue(root.out("ps", "-a").contains("Exited (137)"), root.out("ps", "-a"));
    }
  }

  /** CVE-2016-9962 of runc: root may trace what has become root of the container. */
  @Test
  void itSeesNothingOfTheMemoryOfOneThatIsExecuted() throws Exception {
    String watch =
        "while :; do for p in /proc/[0-9]*; do [ ${p#/proc/} -gt 1 ] && while read l; do"
            + " case $l in *libjvm*) echo $p >> /seen;; esac;"
            + " done 2> /dev/null < $p/maps; done; done & touch /seen";
    try (Running box = Running.start(root, "box", watch)) {
      for (int i = 0; i < 10; i++) {
        root.out("exec", "box", "true");
      }
      assertEquals("", root.out("exec", "box", "cat", "/seen"));
    }
  }

  /** Its parent is its monitor, which hears of its stops then as of an end. */
  @Test
  void oneThatHasItselfTracedHasNotEnded() throws Exception {
    startPerl("syscall(" + TRACEME + ", 0, 0, 0, 0); print \"on\"; kill \"USR1\", $$; sleep 1000;");
    try {
      String pid = root.inspect("box", "{{.State.Pid}}");
      Path stat = Path.of("/proc", pid, "stat");
      Await.until("it stands still", () -> Files.readString(stat).contains(") t "));
      Await.until("its output is copied", () -> root.out("logs", "box").equals("on"));
      root.out("kill", "box");
      assertEquals("137", root.inspect("box", "{{.State.ExitCode}}"));
    } finally {
      root.out("rm", "-f", "box");
    }
  }

  /** Our child has us for its tracer in the same way. */
  @Test
  void whatIsExecutedAndHasItselfTracedHasNotEnded() throws Exception {
    startPerl("sleep 1000;");
    try {
      String script = "print \"on\"; syscall(" + TRACEME + ", 0, 0, 0, 0); kill \"USR1\", $$;";
      List<String> command =
          root.command("exec", "box", "/usr/bin/perl", "-e", "$| = 1; " + script);
      Process exec = new ProcessBuilder(command).start();
      Path perl = Path.of("/proc", exec.getInputStream().read() == 'o' ? child(exec) : "none");
      Await.until("it stands still", () -> Files.readString(perl.resolve("stat")).contains(") t "));
      ProcessHandle.of(Long.parseLong(perl.getFileName().toString()))
          .orElseThrow()
          .destroyForcibly();
      assertEquals(137, exec.waitFor());
    } finally {
      root.out("rm", "-f", "box");
    }
  }

  /** Its owner is asked first when somebody opens a file, and has time: fcntl(2), F_SETLEASE. */
  @Test
  void nobodyWaitsForItsLeaseOnItsHosts() throws Exception {
    startPerl(
        "$SIG{IO} = 'IGNORE'; open(F, '<', '/etc/hosts');"
            + " print fcntl(F, 1024, 0) ? 'held' : $!; sleep 1000;");
    try {
      Await.until("it has a lease", () -> root.out("logs", "box").equals("held"));
      String owner = " " + root.inspect("box", "{{.State.Pid}}") + " ";
      root.out("run", "--rm", "--cgroup-parent", Root.PARENT, "busybox", "true");
      // Whoever had waited would have it by now: the kernel takes it away for them.
      assertTrue(
          Files.readAllLines(LOCKS).stream()
              .anyMatch(lock -> lock.contains("LEASE") && lock.contains(owner)));
    } finally {
      root.out("rm", "-f", "box");
    }
  }

  private static String child(Process process) {
    return process.children().map(handle -> "" + handle.pid()).findFirst().orElseThrow();
  }
}
