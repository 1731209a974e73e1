package mydocker.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import mydocker.testing.Mydocker;
import mydocker.testing.OwnCgroup;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Test;

/**
 * Exercise 4: a container does not see where its cgroup is. It is red until it is done, so that
 * only who asks for it by its name runs it: {@code -Dtest=OwnRootExercise}.
 */
@RequiresRoot
class OwnRootExercise {

  @Test
  void itsCgroupIsTheRootInEveryTree() throws Exception {
    String classPath = System.getProperty("java.class.path");
    Mydocker run =
        Mydocker.run(
            Mydocker.commandFrom(
                classPath, "run", "--cgroup-parent", OwnCgroup.NAME, "cat", "/proc/self/cgroup"));
    assertEquals("", run.err());
    List<String> lines = run.out().lines().toList();
    assertTrue(!lines.isEmpty() && lines.stream().allMatch(l -> l.endsWith(":/")), run.out());
  }
}
