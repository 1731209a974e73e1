package mydocker.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The leak audit around every test: what the test could have left behind is as it was before. What
 * others do on the machine meanwhile is not looked at: {@link OwnHost}, {@link OurProcesses}.
 */
public final class HostUnchanged implements BeforeEachCallback, AfterEachCallback {
  private static final int PATIENCE = 50;
  private static final Path REGISTER = Path.of("/run/mydocker");

  /** What a test before has left to itself, and what is others', may end in this one. */
  private static final Set<String> MAY_GO =
      Set.of("monitors", "cgroups", "cgroup trees", "running containers");

  /** What can differ between the threads of a process. */
  private static final List<String> NAMESPACES =
      List.of("cgroup", "ipc", "mnt", "net", "uts", "pid_for_children", "time_for_children");

  /** Between two tests of a class nobody is at work: after the one is before the other. */
  private static Class<?> lookedAt;

  private static Map<String, List<String>> last;

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    Class<?> tests = context.getRequiredTestClass();
    if (!tests.equals(lookedAt)) {
      last = snapshot();
      lookedAt = tests;
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException, InterruptedException {
    Map<String, List<String>> before = last;
    last = snapshot();
    // Some things end a moment after who made them: a process of the test, a stream of the JVM.
    for (int i = 0; i < PATIENCE && !changes(before, last).isEmpty(); i++) {
      Thread.sleep(100);
      last = snapshot();
    }
    assertEquals("", changes(before, last), "what has changed on the host");
  }

  /** What has changed from the one to the other. */
  static String changes(Map<String, List<String>> before, Map<String, List<String>> after) {
    StringBuilder changes = new StringBuilder();
    before.forEach(
        (what, lines) -> {
          List<String> gone = MAY_GO.contains(what) ? List.of() : without(lines, after.get(what));
          List<String> left = without(after.get(what), lines);
          if (!gone.isEmpty() || !left.isEmpty()) {
            changes.append("%s: gone %s, left %s%n".formatted(what, gone, left));
          }
        });
    return changes.toString();
  }

  private static List<String> without(List<String> lines, List<String> others) {
    return lines.stream().filter(line -> !others.contains(line)).toList();
  }

  /** All that a test could leave behind. */
  static Map<String, List<String>> snapshot() throws IOException {
    Map<String, List<String>> host = new TreeMap<>();
    if (OwnHost.isThere()) {
      host.put("mounts", lines("/proc/thread-self/mountinfo"));
      host.put("host name", lines("/proc/sys/kernel/hostname"));
      host.put("message queues", lines("/proc/sysvipc/msg"));
      host.put("links", links());
      host.put("network", NetworkState.lines());
    }
    OurProcesses processes = new OurProcesses();
    OurCgroups cgroups = new OurCgroups(processes);
    host.put("cgroup trees", cgroups.trees());
    host.put("cgroups", cgroups.left());
    host.put("running containers", running(cgroups));
    host.put("monitors", processes.named("mydocker"));
    host.put("children", processes.children());
    host.put("descriptors", descriptors());
    host.put("namespaces of threads", namespaces());
    return host;
  }

  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(Path.of(file));
  }

  private static List<String> links() throws IOException {
    return lines("/proc/thread-self/net/dev").stream().map(line -> line.split(":")[0]).toList();
  }

  /** The entries of the register, each of which says which cgroup its container has. */
  private static List<String> running(OurCgroups cgroups) throws IOException {
    List<String> running = new ArrayList<>();
    String[] names = REGISTER.toFile().list();
    for (String name : names == null ? new String[0] : names) {
      try {
        if (name.matches("[0-9a-f]{64}")
            && cgroups.isOfOurs(Files.readString(REGISTER.resolve(name)))) {
          running.add(name);
        }
      } catch (NoSuchFileException e) {
        // it has just ended
      }
    }
    return running;
  }

  /** Pipes and files of /proc; those that the JVM opens as it likes are left aside. */
  private static List<String> descriptors() {
    List<String> all = new ArrayList<>();
    for (String fd : Path.of("/proc/self/fd").toFile().list()) {
      String file = target(Path.of("/proc/self/fd", fd));
      if (file.matches("(pipe:|mnt:|/proc/\\d+/ns|/dev/pt|\\w+:\\[).*")
          && !file.startsWith("socket:")) {
        all.add(file);
      }
    }
    return all;
  }

  private static List<String> namespaces() throws IOException {
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      return threads
          .flatMap(thread -> NAMESPACES.stream().map(name -> target(thread.resolve("ns/" + name))))
          .filter(namespace -> !namespace.isEmpty())
          .distinct()
          .toList();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // closed or ended meanwhile
    }
  }
}
