package mydocker.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exercise 8: {@code network prune}. It is red until it is done, so that only who asks for it by
 * its name runs it: {@code -Dtest=PruneExercise}.
 */
@RequiresRoot
class PruneExercise {
  @TempDir Path root;

  @Test
  void networksThatNobodyUsesGo() throws Exception {
    for (String name : List.of("idle", "busy", "left")) {
      mydocker("network", "create", name);
    }
    mydocker(
        "run",
        "-d",
        "--cgroup-parent",
        Root.PARENT,
        "--name",
        "box",
        "--network",
        "busy",
        "busybox",
        "sleep",
        "1000");
    try {
      assertEquals(new Mydocker(0, "idle\nleft\n", ""), mydocker("network", "prune"));
      assertEquals(List.of("bridge", "busy"), names());
    } finally {
      mydocker("rm", "-f", "box");
      mydocker("network", "rm", "-f", "idle", "busy", "left", "bridge");
    }
  }

  private List<String> names() throws Exception {
    return mydocker("network", "ls")
        .out()
        .lines()
        .skip(1)
        .map(line -> line.split(" +")[1])
        .sorted()
        .toList();
  }

  private Mydocker mydocker(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("--root", root.toString()));
    all.addAll(List.of(words));
    String classPath = System.getProperty("java.class.path");
    return Mydocker.run(Mydocker.commandFrom(classPath, all.toArray(String[]::new)));
  }
}
