package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many at once: there is no daemon through which all would have to go, one after the other. */
@RequiresRoot
class ConcurrencyTest {
  private static final int MANY = 10;

  @TempDir private static Path folder;
  private static Root root;

  @BeforeAll
  static void makeImage() throws Exception {
    root = Root.withBusybox(folder);
  }

  private static Process start(String... words) throws Exception {
    return new ProcessBuilder(root.command(words)).redirectErrorStream(true).start();
  }

  private static String output(Process process, int code) throws Exception {
    String out = new String(process.getInputStream().readAllBytes());
    assertEquals(code, process.waitFor(), out);
    return out;
  }

  /** Whoever looks meanwhile sees containers that are there, and nothing by halves. */
  private static void lookUntilAllEnd(List<Process> all) throws Exception {
    while (all.stream().anyMatch(Process::isAlive)) {
      String list = root.ps("{{.ID}} {{.Names}} {{.Status}}", "-a", "--no-trunc");
      Set<String> names = new TreeSet<>();
      for (String line : list.lines().toList()) {
        assertTrue(line.matches("[0-9a-f]{64} [a-z0-9_]+ (Created|Up|Exited \\(137\\))"), line);
        assertTrue(names.add(line.split(" ")[1]), "twice: " + line);
      }
    }
  }

  @Test
  void allAreStartedAndAllAreRemoved() throws Exception {
    List<Process> runs = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      runs.add(start("run", "-d", "--cgroup-parent", Root.PARENT, "busybox", "sleep", "1000"));
    }
    lookUntilAllEnd(runs);
    Set<String> ids = new TreeSet<>();
    for (Process run : runs) {
      ids.add(output(run, 0).strip());
    }
    assertEquals(MANY, ids.size());
    assertEquals(ids, new TreeSet<>(root.out("ps", "-q", "--no-trunc").lines().toList()));
    List<Process> removals = new ArrayList<>();
    for (String id : ids) {
      removals.add(start("rm", "-f", id));
    }
    lookUntilAllEnd(removals);
    for (Process removal : removals) {
      output(removal, 0);
    }
    assertEquals("", root.out("ps", "-aq"));
  }

  /** One of them gets it. */
  @Test
  void aNameIsOnlyOnes() throws Exception {
    List<Process> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(start("run", "--cgroup-parent", Root.PARENT, "--name", "same", "busybox", "true"));
    }
    int won = 0;
    for (Process process : all) {
      String out = new String(process.getInputStream().readAllBytes());
      won += process.waitFor() == 0 ? 1 : 0;
      assertTrue(process.exitValue() == 0 || out.contains("is already in use by container"), out);
    }
    assertEquals(1, won);
    assertEquals(List.of("same"), root.ps("{{.Names}}", "-a").lines().toList());
    root.out("rm", "same");
  }

  /** Whoever comes too late finds it as it should be, or gone: nobody fails in the middle. */
  @Test
  void theSameIsStoppedStartedAndRemovedBySeveral() throws Exception {
    root.detach("--name", "box", "busybox", "sleep", "1000");
    List<Process> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.add(start("stop", "-t", "0", "box"));
    }
    for (Process process : all) {
      assertEquals("box\n", output(process, 0));
    }
    all.clear();
    for (int i = 0; i < 4; i++) {
      all.add(start("start", "box"));
    }
    for (Process process : all) {
      assertEquals("box\n", output(process, 0), "one of them has started it");
    }
    assertEquals("running", root.inspect("box", "{{.State.Status}}"));
    all.clear();
    for (int i = 0; i < 4; i++) {
      all.add(start("rm", "-f", "box"));
    }
    for (Process process : all) {
      output(process, 0);
    }
    assertEquals(1, root.mydocker("rm", "box").code());
    assertEquals(new Mydocker(0, "", ""), root.mydocker("ps", "-aq"));
  }
}
