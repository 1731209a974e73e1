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
 * Exercise 7: {@code logs --tail}. It is red until it is done, so that only who asks for it by its
 * name runs it: {@code -Dtest=TailExercise}.
 */
@RequiresRoot
class TailExercise {
  @TempDir Path root;

  @Test
  void theLastLinesAreShown() throws Exception {
    // Lines come in pieces, and several in one record.
    run("printf 'one\\ntwo\\nth'; sleep 0.1; echo ree; sleep 0.1; echo four");
    try {
      assertEquals("three\nfour\n", tail("2"));
      assertEquals("one\ntwo\nthree\nfour\n", tail("9"));
      assertEquals("", tail("0"));
    } finally {
      mydocker("rm", "-f", "box");
    }
  }

  @Test
  void aLineStaysWhatItIsWhileTheRestIsRead() throws Exception {
    run("echo kept; sleep 0.1; head -c 300000 /dev/zero | tr '\\0' x; echo");
    try {
      assertEquals("kept", tail("2").lines().findFirst().orElse("nothing"));
    } finally {
      mydocker("rm", "-f", "box");
    }
  }

  private void run(String script) throws Exception {
    mydocker("run", "--cgroup-parent", Root.PARENT, "--name", "box", "busybox", "sh", "-c", script);
  }

  private String tail(String lines) throws Exception {
    Mydocker logs = mydocker("logs", "--tail", lines, "box");
    assertEquals("", logs.err());
    return logs.out();
  }

  private Mydocker mydocker(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("--root", root.toString()));
    all.addAll(List.of(words));
    String classPath = System.getProperty("java.class.path");
    return Mydocker.run(Mydocker.commandFrom(classPath, all.toArray(String[]::new)));
  }
}
