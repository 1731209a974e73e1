package mydocker.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import mydocker.image.Digest;
import mydocker.image.LayerStore;
import mydocker.image.StorageDriver;
import mydocker.linux.ChildProgram;
import mydocker.linux.MountFlags;
import mydocker.linux.Namespace;
import mydocker.linux.Nodes;
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
  private LayerStore store;

  @BeforeEach
  void chooseDriver() throws IOException {
    store = new LayerStore(root, StorageDriver.choose(Optional.of("overlay2"), root));
  }

  /** Makes a tar of what a shell command puts into an empty folder. */
  private byte[] tar(String command, String files) throws IOException {
    String script = "mkdir $0/files; cd $0/files; %s; tar -cf $0/tar %s; rm -r $0/files";
    String shell = script.formatted(command, files).replace("$0", root.toString());
    assertEquals("", Inside.output(new ChildProgram(), Set.of(), shell));
    return Files.readAllBytes(root.resolve("tar"));
  }

  private Digest add(byte[] tar) throws IOException {
    return store.add(null, new ByteArrayInputStream(tar));
  }

  /** What a shell command prints in a new container's union, on one layer. */
  private String inUnion(byte[] tar, String command) throws IOException {
    store.create(CONTAINER, add(tar));
    ChildProgram program =
        new ChildProgram()
            .mount("none", "/", null, MountFlags.MS_REC | MountFlags.MS_PRIVATE, null);
    store.union(CONTAINER).mount(program).chdir(store.union(CONTAINER).root().toString());
    return Inside.output(program, Set.of(Namespace.MNT), command);
  }

  /** Exercise 1: what becomes of a hard link when a file is copied up. */
  @Test
  void exercise1() throws IOException {
    byte[] layer = tar("echo old > one; ln one two", "one two");
    assertEquals("old\nnew\nold", inUnion(layer, "cat two; echo new > one; cat one two"));
  }

  /** Exercise 2: what it costs to rename a folder of an image. */
  @Test
  void exercise2() throws IOException {
    byte[] layer = tar("mkdir folder; head -c 1000000 /dev/zero > folder/big", "folder");
    assertEquals("", inUnion(layer, "mv folder renamed"));
    Path upper = store.diff(CONTAINER);
    assertEquals(1000000, Files.size(upper.resolve("renamed/big")));
    int mode = (int) Files.getAttribute(upper.resolve("folder"), "unix:mode");
    assertEquals(Nodes.S_IFCHR, mode & Nodes.S_IFMT);
  }

  /** Exercise 3: which names two tars of the same files give. */
  @Test
  void exercise3() throws IOException {
    String files = "echo 1 > a; echo 2 > b; touch -d @0 a b";
    byte[] one = tar(files, "a b");
    byte[] other = tar(files, "b a");
    Digest first = add(one);
    Digest second = add(other);
    assertNotEquals(first, second);
    Digest packed = store.addFrom(null, store.diff(first.hex()));
    assertEquals(packed, store.addFrom(null, store.diff(second.hex())));
    assertNotEquals(first, packed);
  }
}
