package mydocker.exercise;

import static java.util.stream.Collectors.toSet;
import static mydocker.linux.MountFlags.MS_NODEV;
import static mydocker.linux.MountFlags.MS_NOEXEC;
import static mydocker.linux.MountFlags.MS_NOSUID;
import static mydocker.linux.MountFlags.MS_PRIVATE;
import static mydocker.linux.MountFlags.MS_REC;
import static mydocker.linux.MountFlags.MS_SHARED;
import static mydocker.testing.Inside.output;
import static mydocker.testing.Inside.shell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import mydocker.linux.Child;
import mydocker.linux.ChildProgram;
import mydocker.linux.Namespace;
import mydocker.linux.NamespaceFiles;
import mydocker.linux.UserMap;
import org.junit.jupiter.api.Test;

/** The solutions of the exercises of chapter 2. */
class NamespaceExercisesTest {

  /** Exercise 1: the six namespaces of the notes, a host name, /proc and a /tmp of one's own. */
  private static ChildProgram container() {
    return new ChildProgram()
        .becomeRoot(UserMap.ofCaller())
        .mount("none", "/", null, MS_REC | MS_PRIVATE, null)
        .mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, null)
        .mount("tmpfs", "/tmp", "tmpfs", MS_NOSUID | MS_NODEV, "mode=1777")
        .sethostname("container")
        .chdir("/");
  }

  private static final Set<Namespace> SIX =
      EnumSet.complementOf(EnumSet.of(Namespace.CGROUP, Namespace.TIME));

  @Test
  void exercise1() throws IOException {
    String look =
        "hostname; echo $$; ls /tmp | wc -l; id -u; tail -n +3 /proc/net/dev | cut -d: -f1";
    assertEquals("container\n1\n0\n0\n    lo", output(container(), SIX, look));
  }

  /** Exercise 2: who else dies when process 1 of a PID namespace does. */
  @Test
  void exercise2() throws Exception {
    Child first = shell(container(), "sleep 1000 & sleep 1000 & wait").start(SIX);
    Set<ProcessHandle> others;
    do {
      others = ProcessHandle.of(first.pid()).orElseThrow().children().collect(toSet());
    } while (others.size() < 2);
    first.destroy();
    for (ProcessHandle other : others) {
      other.onExit().get(10, TimeUnit.SECONDS);
      assertFalse(other.isAlive());
    }
  }

  /** Exercise 3: two containers that share one network, as the containers of a pod do. */
  @Test
  void exercise3() throws IOException {
    Child first = shell(container(), "exec sleep 1000").start(SIX);
    try (NamespaceFiles network = new NamespaceFiles(first.pid(), Namespace.USER, Namespace.NET)) {
      ChildProgram second =
          network.joinAll(new ChildProgram()).unshare(Namespace.UTS).sethostname("second");
      String[] seen = output(second, Set.of(), "hostname; readlink /proc/self/ns/net").split("\n");
      assertEquals("second", seen[0]);
      assertEquals(Namespace.NET.idOf(first.pid()), seen[1]);
    } finally {
      first.destroy();
    }
  }

  /** Exercise 4: the leak that MS_PRIVATE prevents, between two namespaces of our own making. */
  @Test
  void exercise4() throws IOException {
    assertEquals("tmpfs", mountSeenOutside(MS_SHARED));
    assertEquals("", mountSeenOutside(MS_PRIVATE));
  }

  /**
   * What a first process finds at /mnt when a second one, in a copy of its mounts, mounts there.
   */
  private static String mountSeenOutside(long propagation) throws IOException {
    ChildProgram host =
        new ChildProgram()
            .becomeRoot(UserMap.ofCaller())
            .mount("none", "/", null, MS_REC | propagation, null);
    Child first = shell(host, "exec sleep 1000").start(EnumSet.of(Namespace.USER, Namespace.MNT));
    try (NamespaceFiles files = new NamespaceFiles(first.pid())) {
      ChildProgram copy = files.joinAll(new ChildProgram()).unshare(Namespace.MNT);
      output(copy.mount("tmpfs", "/mnt", "tmpfs", 0, null), Set.of(), "true");
      return Files.readAllLines(Path.of("/proc/" + first.pid() + "/mountinfo")).stream()
          .filter(line -> line.split(" ")[4].equals("/mnt"))
          .map(line -> line.split(" - ")[1].split(" ")[0])
          .findFirst()
          .orElse("");
    } finally {
      first.destroy();
    }
  }
}
