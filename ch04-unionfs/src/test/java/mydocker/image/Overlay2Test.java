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
import mydocker.linux.Mount;
import mydocker.testing.Mydocker;
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
        new Overlay2().union(A, List.of("init", B)));
  }

  @Test
  void asManyLayersAsAnImageCanHaveFitIntoAPage() {
    Overlay2 driver = new Overlay2();
    Mount union = driver.union(A, Collections.nCopies(driver.maxLayers() + 1, B)).get(0);
    assertTrue(union.data().length() < 4096, union.data());
  }

  @Test
  @RequiresRoot
  void isChosenFirstAndLeavesNothing() throws IOException {
    assertEquals("overlay2", StorageDriver.choose(Optional.empty(), folder).name());
    assertEquals("overlay2", StorageDriver.choose(Optional.of("overlay2"), folder).name());
    try (var files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  @RequiresRoot
  void doesNotWorkOnAnOverlayAndSaysWhatDoes() throws Exception {
    String script =
        """
        cd %s && mkdir lower upper work union
        mount -t overlay -o lowerdir=lower,upperdir=upper,workdir=work overlay union
        exec %s"""
            .formatted(
                folder,
                String.join(" ", Mydocker.command("--root", folder + "/union/root", "images")));
    Mydocker images = Mydocker.run(List.of("unshare", "-m", "sh", "-e", "-c", script));
    assertEquals(1, images.code());
    assertTrue(
        images
            .err()
            .startsWith(
                "mydocker: keep layers in %s/union/root: it is in a union itself (overlay), "
                    .formatted(folder)),
        images.err());
    assertTrue(images.err().contains(": use another root folder"), images.err());
    assertEquals(1, images.err().lines().count());
  }

  @Test
  @RequiresRoot
  void aDriverThatIsNoneIsRefused() {
    IOException e =
        assertThrows(IOException.class, () -> StorageDriver.choose(Optional.of("btrfs"), folder));
    assertEquals(
        "storage driver btrfs: there is none of that name: overlay2 or aufs", e.getMessage());
  }
}
