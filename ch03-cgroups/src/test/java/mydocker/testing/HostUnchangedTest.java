package mydocker.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import mydocker.linux.Namespace;
import mydocker.linux.ThreadNamespaces;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The leak audit finds what a test leaves, and has nothing to say of what others do. */
@RequiresRoot
class HostUnchangedTest {
  private static final String ID = "0123456789abcdef".repeat(4);
  private static final Path REGISTER = Path.of("/run/mydocker");

  @TempDir Path folder;
  private Map<String, List<String>> before;

  @BeforeEach
  void look() throws IOException {
    before = HostUnchanged.snapshot();
  }

  private void assertFound(String what, Object part) throws IOException {
    assertTrue(isFound(what, part), () -> what + " " + part);
  }

  private void assertNotFound(String what, Object part) throws IOException {
    assertFalse(isFound(what, part), () -> what + " " + part);
  }

  /** The rest may be of others who have not finished: for them the audit has patience. */
  private boolean isFound(String what, Object part) throws IOException {
    return HostUnchanged.changes(before, HostUnchanged.snapshot())
        .lines()
        .anyMatch(line -> line.startsWith(what + ": ") && line.contains(part.toString()));
  }

  private static String run(String... command) throws Exception {
    Mydocker run = Mydocker.run(List.of(command));
    assertEquals(0, run.code(), run.toString());
    return run.out().strip();
  }

  /** Somebody else's: where the machine's processes are, and not a child of ours. */
  private static String elsewhere(String command) throws Exception {
    String self = Long.toString(ProcessHandle.current().pid());
    return run("nsenter", "-m", "-u", "-i", "-n", "-t", self, "sh", "-c", command);
  }

  /** A program with the name of a monitor, whose parent ends before it. */
  private String monitor() throws IOException {
    Path program = Files.copy(Path.of("/bin/sleep"), folder.resolve("mydocker"));
    return "setsid " + program + " 1000 < /dev/null > /dev/null 2>&1 & echo $!";
  }

  private static String begun(String pid) throws Exception {
    while (!Files.readString(Path.of("/proc", pid, "comm")).equals("mydocker\n")) {
      Thread.sleep(10); // until then it is a shell
    }
    return pid;
  }

  private static void end(String pid) throws Exception {
    run("kill", "-9", pid);
    while (Files.exists(Path.of("/proc", pid))) {
      Thread.sleep(10);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MNT", "UTS", "IPC", "NET"})
  void theTestsHaveAHostOfTheirOwn(Namespace namespace) throws IOException {
    assertNotEquals(namespace.idOf(ProcessHandle.current().pid()), namespace.idOfThread());
  }

  @Test
  void mounts() throws Exception {
    run("mount", "-t", "tmpfs", "ours", folder.toString());
    try {
      assertFound("mounts", folder);
    } finally {
      run("umount", folder.toString());
    }
    elsewhere("mount -t tmpfs theirs " + folder);
    try {
      assertNotFound("mounts", folder);
    } finally {
      elsewhere("umount " + folder);
    }
  }

  @Test
  void theHostName() throws Exception {
    String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    ThreadNamespaces.sethostname("left");
    assertFound("host name", "left [left]");
    ThreadNamespaces.sethostname(name);
  }

  @Test
  void messageQueues() throws Exception {
    String id = run("ipcmk", "-Q").replaceAll("\\D", "");
    assertFound("message queues", " " + id + " ");
    run("ipcrm", "-q", id);
    String theirs = elsewhere("ipcmk -Q").replaceAll("\\D", "");
    try {
      assertNotFound("message queues", "");
    } finally {
      elsewhere("ipcrm -q " + theirs);
    }
  }

  @Test
  void links() throws Exception {
    run("ip", "link", "add", "left", "type", "veth", "peer", "name", "other");
    assertFound("links", "other");
    run("ip", "link", "delete", "left");
  }

  @Test
  void monitors() throws Exception {
    String ours = begun(run("sh", "-c", monitor()));
    assertFound("monitors", ours);
    end(ours);
    Files.delete(folder.resolve("mydocker"));
    String theirs = begun(elsewhere(monitor()));
    assertNotFound("monitors", theirs);
    end(theirs);
  }

  private static List<Path> cgroups(String name) throws IOException {
    Path all = Path.of("/sys/fs/cgroup");
    if (Files.exists(all.resolve("cgroup.procs"))) {
      return List.of(all.resolve(name));
    }
    try (Stream<Path> hierarchies = Files.list(all)) {
      return hierarchies
          .filter(h -> h.endsWith("pids") || h.endsWith("freezer"))
          .map(h -> h.resolve(name))
          .toList();
    }
  }

  @Test
  void cgroups() throws Exception {
    for (Path cgroup : cgroups(OwnCgroup.NAME)) {
      Files.createDirectory(cgroup);
      assertFound("cgroups", cgroup);
      Files.delete(cgroup);
    }
    for (Path cgroup : cgroups("mydocker-test-0")) { // of other tests
      Files.createDirectory(cgroup);
      assertNotFound("cgroups", cgroup);
      Files.delete(cgroup);
    }
  }

  /** As the program itself makes them, which does not know of tests. */
  @Test
  void cgroupsAreTheirsWhoAreInThem() throws Exception {
    String theirs = elsewhere("sleep 1000 < /dev/null > /dev/null 2>&1 & echo $!");
    String ours = run("sh", "-c", "sleep 1000 < /dev/null > /dev/null 2>&1 & echo $!");
    List<Path> left = new ArrayList<>();
    for (Path cgroup : cgroups("mydocker-audit")) {
      Files.createDirectory(cgroup);
      left.add(cgroup);
      assertFound("cgroups", cgroup);
      Files.writeString(cgroup.resolve("cgroup.procs"), theirs);
      assertNotFound("cgroups", cgroup);
      Files.writeString(cgroup.resolve("cgroup.procs"), ours);
      assertFound("cgroups", cgroup);
      Files.writeString(cgroup.resolveSibling("cgroup.procs"), theirs);
      Files.writeString(cgroup.resolveSibling("cgroup.procs"), ours);
      Files.delete(cgroup);
    }
    assertTrue(!left.isEmpty());
    end(theirs);
    end(ours);
  }

  @Test
  void runningContainers() throws Exception {
    Files.createDirectories(REGISTER);
    assertTrue(isFoundRunning(OwnCgroup.NAME));
    assertFalse(isFoundRunning("mydocker-test-0"));
  }

  /** A run beside this one takes the entry for one of a run that was killed, and removes it. */
  private boolean isFoundRunning(String parent) throws IOException {
    Path entry = REGISTER.resolve(ID);
    boolean found;
    do {
      Files.writeString(entry, parent + "/" + ID);
      found = isFound("running containers", ID);
    } while (!Files.deleteIfExists(entry)); // it was not there all the time
    return found;
  }

  @Test
  void children() throws Exception {
    Process child = new ProcessBuilder("sleep", "1000").start();
    assertFound("children", child.pid());
    child.destroy();
    child.waitFor();
  }

  @Test
  void descriptors() throws Exception {
    try (InputStream left = new FileInputStream("/proc/thread-self/ns/uts")) {
      assertFound("descriptors", Namespace.UTS.idOfThread());
    }
  }

  @Test
  void namespacesOfThreads() throws Exception {
    CountDownLatch there = new CountDownLatch(1);
    CountDownLatch enough = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              try {
                ThreadNamespaces.unshare(Namespace.UTS);
                there.countDown();
                enough.await();
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();
    there.await();
    assertFound("namespaces of threads", "uts:[");
    enough.countDown();
    thread.join();
  }
}
