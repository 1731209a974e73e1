package mydocker.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** What a child gets of a JVM's memory. */
class LeftoversTest {
  /** What is mapped in a child that waits between two of its calls. */
  private static List<String> mappedInAChild() throws Exception {
    List<String> mapped = new ArrayList<>();
    List<Step> steps =
        List.of(
            new Step.InChild(new Call("chdir to /", "chdir", "/")),
            new Step.InParent(
                "look",
                pid -> mapped.addAll(Files.readAllLines(Path.of("/proc/" + pid + "/maps")))),
            new Step.InChild(
                new Call("execute", "execve", "/bin/true", new String[] {"true"}, new String[0])));
    assertEquals(0, Launch.start(LibC.get(), steps, Set.of()).waitFor());
    return mapped;
  }

  private static void assertLittle(List<String> mapped) {
    String all = String.join("\n", mapped);
    assertTrue(mapped.stream().anyMatch(line -> line.contains("/libc")), all);
    assertTrue(mapped.stream().noneMatch(line -> line.contains("/libjvm")), all);
  }

  /**
   * What was left out for the one is what another needs: the stack of the thread that clones it.
   */
  @Test
  void itIsLittleForTheChildrenOfAllThreads() throws Exception {
    assertLittle(mappedInAChild());
    assertLittle(mappedInAChild());
    FutureTask<List<String>> other = new FutureTask<>(LeftoversTest::mappedInAChild);
    new Thread(other).start();
    assertLittle(other.get());
    assertLittle(mappedInAChild());
  }
}
