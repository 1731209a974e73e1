package mydocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import mydocker.linux.Mount;
import mydocker.linux.MountFlags;
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
                "br:../%s/diff=rw:../init/diff=ro+wh:../%s/diff=ro+wh".formatted(A, B)
                    + ",dio,xino=/dev/shm/mydocker-aaaaaaaaaaaa.xino,dirperm1")),
        new Aufs(true).union(A, List.of("init", B)));
  }

  @Test
  void dirperm1IsLeftOutWhereItIsNotKnown() {
    String data = new Aufs(false).union(A, List.of("init")).get(0).data();
    assertTrue(data.endsWith(".xino"), data);
  }

  @Test
  void aViewIsReadOnlyAndHasAnXinoFileOfItsOwn() {
    Mount view = new Aufs(true).view(A, List.of("init")).get(0);
    assertEquals(StorageDriver.VIEW_FLAGS, view.flags());
    assertTrue(
        view.data().startsWith("br:../" + A + "/diff=ro+wh:../init/diff=ro+wh,"), view.data());
    assertTrue(view.data().contains("mydocker-aaaaaaaaaaaa-view.xino"), view.data());
  }

  @Test
  void branchesThatDoNotFitIntoAPageAreAppended() {
    List<String> below =
        IntStream.range(0, 126).mapToObj("%064x"::formatted).toList(); // 125 and "init"
    List<Mount> mounts = new Aufs(true).union(A, below);
    assertEquals(3, mounts.size());
    List<String> branches = new ArrayList<>();
    for (Mount mount : mounts) {
      boolean first = branches.isEmpty();
      assertEquals(first ? 0 : MountFlags.MS_REMOUNT, mount.flags());
      assertTrue(mount.data().length() <= 4095, "fits into a page");
      Collections.addAll(
          branches, mount.data().replaceAll(",dio.*", "").split(first ? "^br:|:" : ",?append:"));
    }
    branches.removeIf(String::isEmpty);
    List<String> wanted = new ArrayList<>(List.of("../" + A + "/diff=rw"));
    below.forEach(id -> wanted.add("../" + id + "/diff=ro+wh"));
    assertEquals(wanted, branches);
  }

  @Test
  void aPageIsFilledToItsLastByte() {
    List<Mount> mounts = new Aufs(true).union(A, Collections.nCopies(126, B));
    int another = (":../" + B + "/diff=ro+wh").length();
    assertTrue(mounts.get(0).data().length() > 4095 - another, "no branch more fits");
  }

  @Test
  void aViewStaysReadOnlyWhileBranchesAreAppended() {
    new Aufs(true)
        .view(A, Collections.nCopies(126, B)).stream()
            .skip(1)
            .forEach(
                each ->
                    assertEquals(MountFlags.MS_REMOUNT | StorageDriver.VIEW_FLAGS, each.flags()));
  }
}
