package mydocker.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The leak audit around every test: what the test could have left behind is as it was before. */
public final class HostUnchanged implements BeforeEachCallback, AfterEachCallback {
  private static final int PATIENCE = 50;
  private static final String MONITORS = "monitors";
  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(HostUnchanged.class);

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    context.getStore(STORE).put("before", snapshot());
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException, InterruptedException {
    @SuppressWarnings("unchecked")
    Map<String, List<String>> before =
        (Map<String, List<String>>) context.getStore(STORE).get("before");
    String changes = changes(before, snapshot());
    // Some things end a moment after who made them: a process of the test, a stream of the JVM.
    for (int i = 0; i < PATIENCE && !changes.isEmpty(); i++) {
      Thread.sleep(100);
      changes = changes(before, snapshot());
    }
    assertEquals("", changes, "what has changed on the host");
  }

  private static String changes(Map<String, List<String>> before, Map<String, List<String>> after) {
    StringBuilder changes = new StringBuilder();
    before.forEach(
        (what, lines) -> {
          // One that a test before has left to itself may end in this one.
          List<String> gone = what.equals(MONITORS) ? List.of() : without(lines, after.get(what));
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

  private static Map<String, List<String>> snapshot() throws IOException {
    Map<String, List<String>> host = new TreeMap<>();
    host.put("mounts", lines("/proc/self/mountinfo"));
    host.put("host name", lines("/proc/sys/kernel/hostname"));
    host.put("message queues", lines("/proc/sysvipc/msg"));
    host.put("links", links(lines("/proc/net/dev")));
    host.put("links of the tests", links(lines("/proc/thread-self/net/dev")));
    host.put("network of the tests", network());
    host.put("cgroup trees", lines("/proc/self/cgroup"));
    host.put("cgroups", cgroups());
    host.put("running containers", running());
    host.put(MONITORS, monitors());
    host.put("children", children());
    host.put("descriptors", descriptors());
    host.put("namespaces of threads", namespaces());
    return host;
  }

  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(Path.of(file));
  }

  private static List<String> links(List<String> lines) {
    return lines.stream().map(line -> line.split(":")[0]).toList();
  }

  /** Addresses, routes, and the chains and rules of both kinds of iptables. */
  private static List<String> network() throws IOException {
    if (!OwnNetwork.isThere()) {
      return List.of();
    }
    return Shell.run(
            """
            ip -4 -o address | cut -d ' ' -f 2-
            ip -4 route show table all
            cat /proc/sys/net/ipv4/ip_forward
            for save in iptables-nft-save iptables-legacy-save; do
              $save 2> /dev/null | sed -n 's/^:\\(.* [-D].*\\) .*/\\1/p; /^-A/p'
            done""")
        .lines()
        .toList();
  }

  /** Ours; other programs make cgroups as they like. */
  private static List<String> cgroups() throws IOException {
    try (Stream<Path> all = Files.find(Path.of("/sys/fs/cgroup"), 3, (p, a) -> a.isDirectory())) {
      return all.map(Path::toString)
          .filter(path -> path.contains("mydocker") && !isOfOthers(path))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      return cgroups(); // one was removed meanwhile
    }
  }

  /** Whether a cgroup belongs to tests that run beside these. */
  private static boolean isOfOthers(String cgroup) {
    return cgroup.contains("mydocker-test-") && !cgroup.contains(Root.PARENT);
  }

  /** The entries of the register, each of which says which cgroup its container has. */
  private static List<String> running() throws IOException {
    List<String> running = new ArrayList<>();
    Path folder = Path.of("/run/mydocker");
    String[] names = folder.toFile().list();
    for (String name : names == null ? new String[0] : names) {
      try {
        if (name.matches("[0-9a-f]{64}") && !isOfOthers(Files.readString(folder.resolve(name)))) {
          running.add(name);
        }
      } catch (NoSuchFileException e) {
        // it has just ended
      }
    }
    return running;
  }

  /** Also of what waits to start a container again. */
  private static List<String> monitors() throws IOException {
    List<String> all = new ArrayList<>();
    String[] processes = Path.of("/proc").toFile().list((proc, name) -> name.matches("\\d+"));
    for (String process : processes) {
      try {
        if (Files.readString(Path.of("/proc", process, "comm")).equals("mydocker\n")) {
          all.add(process);
        }
      } catch (IOException e) {
        // it has ended meanwhile
      }
    }
    return all;
  }

  private static List<String> children() {
    return ProcessHandle.current().children().map(ProcessHandle::toString).sorted().toList();
  }

  /** Pipes and files of /proc; those that the JVM opens as it likes are left aside. */
  private static List<String> descriptors() throws IOException {
    return links("/proc/self/fd").stream()
        .filter(file -> file.matches("(pipe:|mnt:|/proc/\\d+/ns|/dev/pt|\\w+:\\[).*"))
        .filter(file -> !file.startsWith("socket:"))
        .sorted()
        .toList();
  }

  private static List<String> namespaces() throws IOException {
    List<String> all = new ArrayList<>();
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      for (Path thread : threads.toList()) {
        if (Files.exists(thread)) {
          all.addAll(links(thread.resolve("ns").toString()));
        }
      }
    }
    return all.stream().distinct().sorted().toList();
  }

  private static List<String> links(String folder) throws IOException {
    try (Stream<Path> links = Files.list(Path.of(folder))) {
      return links
          .map(HostUnchanged::target)
          .filter(target -> !target.isEmpty())
          .collect(Collectors.toList());
    } catch (NoSuchFileException e) {
      return List.of(); // a thread that has ended meanwhile
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // closed meanwhile
    }
  }
}
