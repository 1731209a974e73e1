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
 * Exercise 8: {@code tag}. It is red until it is done, so that only who asks for it by its name
 * runs it: {@code -Dtest=TagExercise}.
 */
@RequiresRoot
class TagExercise {
  @TempDir Path root;

  @Test
  void anImageHasOneMoreName() throws Exception {
    mydocker("run", "--rm", "--cgroup-parent", Root.PARENT, "busybox", "true");
    Mydocker tag = mydocker("tag", "busybox", "my/box:1.0");
    assertEquals(new Mydocker(0, "", ""), tag);
    assertEquals(id("busybox"), id("my/box"));
    Mydocker run =
        mydocker("run", "--rm", "--cgroup-parent", Root.PARENT, "my/box:1.0", "echo", "up");
    assertEquals("up\n", run.out(), run.err());
    assertEquals(1, mydocker("tag", "nosuch", "name").code());
  }

  @Test
  void whatHadTheNameLosesIt() throws Exception {
    mydocker("run", "--name", "box", "--cgroup-parent", Root.PARENT, "busybox", "true");
    assertEquals(0, mydocker("commit", "box", "other").code());
    assertEquals(0, mydocker("tag", "busybox", "other").code());
    assertEquals(id("busybox"), id("other"));
    assertEquals(1, mydocker("images").out().lines().filter(l -> l.startsWith("other ")).count());
  }

  /** The third word of its line, if it has one: a name, a tag, an ID. */
  private String id(String name) throws Exception {
    return mydocker("images").out().replaceAll("(?s).*" + name + " +\\S+ +(\\w+).*", "$1");
  }

  private Mydocker mydocker(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("--root", root.toString()));
    all.addAll(List.of(words));
    String classPath = System.getProperty("java.class.path");
    return Mydocker.run(Mydocker.commandFrom(classPath, all.toArray(String[]::new)));
  }
}
