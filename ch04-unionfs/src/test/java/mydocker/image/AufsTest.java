package mydocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import mydocker.linux.Mount;
import org.junit.jupiter.api.Test;

/** What aufs is told: text, so any kernel will do. {@link AufsStoreTest} mounts it. */
class AufsTest {
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);

  @Test
  void theUppermostBranchIsTheWritableOne() {
    assertEquals(
        List.of(
            new Mount(
                "none",
                "mnt",
                "aufs",
                0,
                "br:diff=rw:../init/diff=ro+wh:../%s/diff=ro+wh".formatted(B)
                    + ",dio,dirperm1,xino=/dev/shm/mydocker-aaaaaaaaaaaa.xino")),
        new Aufs().union(A, List.of("init", B)));
  }

  @Test
  void asManyLayersAsAnImageCanHaveFitIntoAPage() {
    Aufs driver = new Aufs();
    Mount union = driver.union(A, Collections.nCopies(driver.maxLayers() + 1, B)).get(0);
    assertTrue(union.data().length() < 4096, union.data());
  }
}
