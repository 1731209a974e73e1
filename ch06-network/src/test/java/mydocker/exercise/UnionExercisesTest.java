package mydocker.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mydocker.image.LayerFolders;
import mydocker.image.StorageDriver;
import mydocker.linux.ChildProgram;
import mydocker.linux.HostTool;
import mydocker.linux.MountFlags;
import mydocker.linux.Namespace;
import mydocker.testing.Inside;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The solutions of the exercises of chapter 4 on layers. */
@RequiresRoot
class UnionExercisesTest {
  private static final String CONTAINER = "c".repeat(64);

  @TempDir Path root;
  private LayerFolders layers;

  @BeforeEach
  void chooseDriver() throws IOException {
    layers = new LayerFolders(root, StorageDriver.choose(Optional.of("overlay2"), root));
  }

  /** Makes a layer of what a shell command puts into an empty folder. */
  private String layer(String command) throws IOException {
    return layers.add(folder -> HostTool.run("sh", "-c", "cd " + folder + "; " + command));
  }

  /** What a shell command prints in a new container's union, on one layer. */
  private String inUnion(String layer, String command) throws IOException {
    layers.create(CONTAINER, List.of(layer));
    ChildProgram program =
        new ChildProgram()
            .mount("none", "/", null, MountFlags.MS_REC | MountFlags.MS_PRIVATE, null);
    layers.union(CONTAINER).mount(program).chdir(layers.union(CONTAINER).root().toString());
    return Inside.output(program, Set.of(Namespace.MNT), command);
  }

  /** Exercise 1: what becomes of a hard link when a file is copied up. */
  @Test
  void exercise1() throws IOException {
    String layer = layer("echo old > one; ln one two");
    assertEquals("old\nnew\nold", inUnion(layer, "cat two; echo new > one; cat one two"));
  }

  /** Exercise 2: what it costs to rename a folder of an image. */
  @Test
  void exercise2() throws IOException {
    String layer = layer("mkdir folder; head -c 1000000 /dev/zero > folder/big");
    assertEquals("", inUnion(layer, "mv folder renamed"));
    Path upper = layers.diff(CONTAINER);
    assertEquals(1000000, Files.size(upper.resolve("renamed/big")));
    String mark = HostTool.run("stat", "-c", "%F %t:%T", upper + "/folder");
    assertEquals("character special file 0:0\n", mark);
  }

  /** Exercise 3: what is left in a layer of a file that was made and removed. */
  @Test
  void exercise3() throws IOException {
    String layer = layer("echo below > old");
    assertEquals("", inUnion(layer, "echo > new; rm new old; echo > old; rm old"));
    assertEquals("old\n", HostTool.run("ls", layers.diff(CONTAINER).toString()));
  }
}
