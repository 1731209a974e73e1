package mydocker.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exercise 8: {@code restart}. It is red until it is done, so that only who asks for it by its name
 * runs it: {@code -Dtest=RestartExercise}.
 */
@RequiresRoot
class RestartExercise {
  @TempDir Path root;

  @Test
  void itHasAnotherProcessAndTheSameFiles() throws Exception {
    mydocker(
        "run", "-d", "--cgroup-parent", Root.PARENT, "--name", "box", "busybox", "sleep", "1000");
    try {
      mydocker("exec", "box", "touch", "/note");
      String before = pid();
      Mydocker restart = mydocker("restart", "-t", "0", "box");
      assertEquals("box\n", restart.out(), restart.err());
      assertNotEquals(before, pid());
      assertEquals("/note\n", mydocker("exec", "box", "ls", "/note").out());
    } finally {
      mydocker("rm", "-f", "box");
    }
  }

  private String pid() throws Exception {
    return mydocker("inspect", "box").out().replaceAll("(?s).*\"Pid\": (\\d+).*", "$1");
  }

  private Mydocker mydocker(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("--root", root.toString()));
    all.addAll(List.of(words));
    String classPath = System.getProperty("java.class.path");
    return Mydocker.run(Mydocker.commandFrom(classPath, all.toArray(String[]::new)));
  }
}
