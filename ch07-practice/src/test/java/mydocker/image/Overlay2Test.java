package mydocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mydocker.linux.ChildProgram;
import mydocker.linux.Mount;
import mydocker.linux.Namespace;
import mydocker.linux.OwnMounts;
import mydocker.linux.ThreadNamespaces;
import mydocker.testing.Inside;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What overlayfs is told, and where it works. */
class Overlay2Test {
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);

  @TempDir Path folder;

  @Test
  void layersHaveShortNamesFromTheTopToTheBottom() {
    assertEquals(
        List.of(
            new Mount(
                "overlay", "mnt", "overlay", 0, "lowerdir=l/0:l/1,upperdir=diff,workdir=work")),
        new Overlay2(folder).union(A, List.of("init", B)));
  }

  @Test
  void aViewHasNoUpperLayer() {
    assertEquals(
        List.of(
            new Mount(
                "overlay", "mnt", "overlay", StorageDriver.VIEW_FLAGS, "lowerdir=diff:l/0:l/1")),
        new Overlay2(folder).view(A, List.of("init", B)));
  }

  @Test
  void whatTheKernelKnowsIsTurnedOff() throws IOException {
    Files.createFile(folder.resolve("index"));
    Files.createFile(folder.resolve("metacopy"));
    String data = new Overlay2(folder).union(A, List.of("init")).get(0).data();
    assertTrue(data.endsWith(",index=off,metacopy=off"), data);
  }

  @Test
  void asManyLayersAsAnImageCanHaveFitIntoAPage() {
    Overlay2 driver = new Overlay2(Path.of("/sys/module/overlay/parameters"));
    assertEquals(1, driver.union(A, Collections.nCopies(driver.maxLayers() + 1, B)).size());
  }

  @Test
  @RequiresRoot
  void isChosenFirstAndLeavesNothing() throws IOException {
    assertEquals("overlay2", StorageDriver.choose(Optional.empty(), folder).name());
    assertEquals("overlay2", StorageDriver.choose(Optional.of("overlay2"), folder).name());
    try (var files = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("images")), files.toList());
    }
  }

  @Test
  @RequiresRoot
  void aTrialThatWasKilledIsMadeAgain() throws IOException {
    Files.createDirectories(folder.resolve("trial/lower/diff/folder"));
    Files.createDirectories(folder.resolve("trash/7/folder"));
    assertEquals("overlay2", StorageDriver.choose(Optional.empty(), folder).name());
    assertTrue(Files.notExists(folder.resolve("trial")));
  }

  @Test
  @RequiresRoot
  void doesNotWorkOnAnOverlayAndSaysWhatDoes() throws IOException {
    for (String each : List.of("lower", "upper", "work", "union")) {
      Files.createDirectory(folder.resolve(each));
    }
    Path root = folder.resolve("union");
    String message =
        OwnMounts.call(
            () -> {
              ThreadNamespaces.chdir(folder.toString());
              ThreadNamespaces.mount(
                  "overlay", "union", "overlay", 0, "lowerdir=lower,upperdir=upper,workdir=work");
              try {
                return assertThrows(
                        IOException.class, () -> StorageDriver.choose(Optional.empty(), root))
                    .getMessage();
              } finally {
                ThreadNamespaces.umount(root.toString());
              }
            });
    assertTrue(message.startsWith("storage driver overlay2: the file system of " + root), message);
    assertTrue(message.contains(" cannot hold a union's upper layer: "), message);
    assertTrue(message.contains("Invalid argument (EINVAL): use another root folder"), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  @RequiresRoot
  void aDriverThatIsNoneIsRefused() {
    IOException e =
        assertThrows(IOException.class, () -> StorageDriver.choose(Optional.of("btrfs"), folder));
    assertEquals(
        "storage driver btrfs: there is none of that name: overlay2 or aufs", e.getMessage());
  }

  @Test
  void optionsThatTheKernelWouldCutOffAreRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> new Mount("a", "b", "c", 0, "x".repeat(4096)));
    assertEquals(
        "  mount(\"a\", \"b\", \"c\", 0, \"x\");",
        new ChildProgram()
            .mount(new Mount("a", "b", "c", 0, "x"))
            .explain(Set.of(Namespace.MNT))
            .lines()
            .toList()
            .get(1));
    assertThrows(
        IllegalArgumentException.class,
        () -> Inside.root().mount(new Mount("a", "b", "c", 0, "é".repeat(2048))));
  }
}
