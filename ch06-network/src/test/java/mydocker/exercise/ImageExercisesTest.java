package mydocker.exercise;

import static mydocker.testing.Inside.output;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import mydocker.container.Home;
import mydocker.image.Image;
import mydocker.linux.Capability;
import mydocker.linux.ChildProgram;
import mydocker.linux.Namespace;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The solutions of chapter 4's exercises on images and containers. */
@RequiresRoot
class ImageExercisesTest {
  @TempDir Path root;

  private Mydocker mydocker(String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("--root", root.toString()));
    all.addAll(List.of(words));
    return Mydocker.run(all.toArray(String[]::new));
  }

  private void commit(String container, String image) throws IOException, InterruptedException {
    Mydocker commit = mydocker("commit", container, image);
    assertEquals(0, commit.code(), commit.err());
  }

  /** Exercise 4: what root has who was left no capability, once it has executed a program. */
  @Test
  void exercise4() throws IOException {
    Set<Capability> none = EnumSet.noneOf(Capability.class);
    String bounding = capabilities(new ChildProgram(), "CapBnd");
    assertEquals(bounding, capabilities(new ChildProgram().capset(none), "CapEff"));
    ChildProgram bounded = new ChildProgram().limitCapabilities(none).capset(none);
    assertEquals("0000000000000000", capabilities(bounded, "CapEff"));
  }

  private static String capabilities(ChildProgram program, String which) throws IOException {
    String status =
        output(program, EnumSet.of(Namespace.PID), "grep " + which + " /proc/self/status");
    return status.substring(status.length() - 16);
  }

  /** Exercise 5: where a volume is whose place in the image is a link. */
  @Test
  void exercise5() throws IOException, InterruptedException {
    Path source = Files.createDirectory(root.resolve("source"));
    Files.writeString(source.resolve("mydocker-was-here"), "");
    assertEquals(
        0, mydocker("run", "--name", "box", "busybox", "ln", "-s", "/etc", "/data").code());
    commit("box", "link");
    Mydocker ls = mydocker("run", "--rm", "-v", source + ":/data", "link", "ls", "/etc");
    assertTrue(ls.out().contains("mydocker-was-here"), ls.err());
    assertFalse(Files.exists(Path.of("/etc/mydocker-was-here")));
  }

  /** Exercise 6: how much smaller an image is from which something was removed. */
  @Test
  void exercise6() throws IOException, InterruptedException {
    mydocker(
        "run", "--name", "first", "busybox", "dd", "if=/dev/zero", "of=/big", "bs=1M", "count=9");
    commit("first", "big");
    mydocker("run", "--name", "second", "big", "rm", "/big");
    commit("second", "small");
    assertEquals(1, mydocker("run", "--rm", "small", "ls", "/big").code());
    assertEquals(size("big"), size("small"));
    assertTrue(size("small") > size("busybox") + (9 << 20) - 1);
  }

  private long size(String name) throws IOException {
    Home home = Home.open(root, Optional.empty());
    Image image = home.images().find(name);
    long size = 0;
    for (String layer : image.layers()) {
      try (Stream<Path> files = Files.walk(home.layers().diff(layer))) {
        size += files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
      }
    }
    return size;
  }
}
