package mydocker.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exercise 7: what a container writes to /tmp is in memory, and in no layer. It is red until it is
 * done, so that only who asks for it by its name runs it: {@code -Dtest=ScratchExercise}.
 */
@RequiresRoot
class ScratchExercise {
  @TempDir Path root;

  private Mydocker run(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("run", "--cgroup-parent", Root.PARENT));
    all.addAll(List.of(words));
    return mydocker(all.toArray(String[]::new));
  }

  @Test
  void tmpIsInMemoryAndAVolumeBelowItIsSeen() throws Exception {
    Path data = Files.createDirectory(root.resolve("data"));
    Files.writeString(data.resolve("file"), "of the host\n");
    String script =
        """
        echo gone > /tmp/note
        grep -c ' /tmp tmpfs .*nodev' /proc/mounts
        cat /tmp/data/file
        su -s /bin/sh nobody -c 'echo of nobody > /tmp/mine; cat /tmp/mine'
        """;
    Mydocker first = run("--name", "box", "-v", data + ":/tmp/data", "busybox", "sh", "-c", script);
    assertEquals("1\nof the host\nof nobody\n", first.out(), first.err());
    assertEquals(0, mydocker("commit", "box", "image").code());
    Mydocker second = run("--rm", "image", "ls", "/tmp/note");
    assertTrue(second.err().contains("No such file"), second.toString());
  }

  private Mydocker mydocker(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("--root", root.toString()));
    all.addAll(List.of(words));
    String classPath = System.getProperty("java.class.path");
    return Mydocker.run(Mydocker.commandFrom(classPath, all.toArray(String[]::new)));
  }
}
