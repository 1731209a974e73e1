package mydocker.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thread that mounts, and the table in which the kernel tells of it. */
@RequiresRoot
class OwnMountsTest {
  @TempDir Path folder;

  @Test
  void onlyTheThreadSeesWhatItMounts() throws IOException {
    String outside = Namespace.MNT.idOfThread();
    OwnMounts.call(
        () -> {
          assertNotEquals(outside, Namespace.MNT.idOfThread());
          ThreadNamespaces.mount("tmpfs", folder.toString(), "tmpfs", 0, "size=1m");
          Files.createFile(folder.resolve("file"));
          assertEquals(List.of(folder), mountPoints(folder));
          return null;
        });
    assertFalse(Files.exists(folder.resolve("file")));
    assertEquals(List.of(), mountPoints(folder));
  }

  @Test
  void itsFailureIsTheCallers() {
    assertThrows(
        FileNotFoundException.class,
        () ->
            OwnMounts.call(
                () -> {
                  throw new FileNotFoundException();
                }));
    assertThrows(
        IllegalStateException.class,
        () ->
            OwnMounts.call(
                () -> {
                  throw new IllegalStateException();
                }));
  }

  @Test
  void namesWithSpacesAndBackslashesAreFound() throws IOException {
    Path odd = Files.createDirectories(folder.resolve("a b\tc\\040d/ü"));
    Path alike = Files.createDirectories(folder.resolve("a"));
    List<Path> found =
        OwnMounts.call(
            () -> {
              ThreadNamespaces.mount("tmpfs", odd.toString(), "tmpfs", 0, "size=1m");
              assertEquals(List.of(), mountPoints(alike), "another name, be it as long");
              return mountPoints(folder);
            });
    assertEquals(List.of(odd), found);
  }

  @Test
  void theKernelKnowsItsFileSystems() throws IOException {
    assertTrue(FileSystems.has("proc"));
    assertTrue(FileSystems.has("overlay"));
    assertFalse(FileSystems.has("verlay"));
    assertFalse(FileSystems.has("no-such-file-system"));
  }

  private static List<Path> mountPoints(Path below) throws IOException {
    return MountInfo.below(below).stream().map(MountInfo::mountPoint).toList();
  }
}
