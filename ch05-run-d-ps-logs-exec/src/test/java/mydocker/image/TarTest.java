package mydocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import mydocker.linux.HostTool;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive becomes the files of a layer; and whatever it says, nothing else changes. */
@RequiresRoot
class TarTest {
  @TempDir Path temp;
  private Path host; // a folder that stands for it
  private Path layer;
  private Path archive;
  private String before;

  @BeforeEach
  void folders() throws IOException {
    host = temp.resolve("host");
    Files.createDirectories(host.resolve("folder"));
    Files.writeString(host.resolve("file"), "the host's");
    layer = Files.createDirectories(temp.resolve("new/diff"));
    archive = temp.resolve("rootfs.tar");
    before = listing(host);
  }

  /** All that there is to know of the files in a folder. */
  private static String listing(Path folder) throws IOException {
    String find = "find . -printf '%p %y %m %U:%G %T@ %n %l\\n' | sort; find . -type f | xargs cat";
    return HostTool.run("sh", "-c", "cd " + folder + "; " + find);
  }

  @AfterEach
  void nothingElseHasChanged() throws IOException {
    assertEquals(before, listing(host));
    assertEquals(List.of("diff"), List.of(layer.getParent().toFile().list()));
    assertFalse(Files.readString(Path.of("/proc/self/mountinfo")).contains(temp.toString()));
  }

  private void unpack(byte[] tar) throws IOException {
    Files.write(archive, tar);
    Tar.unpack(archive, layer);
  }

  private String failure(byte[] tar) {
    String message = assertThrows(IOException.class, () -> unpack(tar)).getMessage();
    assertTrue(message.startsWith("unpack " + archive + ": tar: "), message);
    assertEquals(1, message.lines().count(), message);
    return message;
  }

  private static TarBuilder tar() {
    return new TarBuilder();
  }

  @Test
  void everyKindOfFileSurvives() throws IOException {
    Path made = Files.createDirectory(temp.resolve("made"));
    HostTool.run(
        "sh",
        "-ec",
        """
        cd %s
        mkdir folder sticky; echo content > folder/file; ln folder/file hard; ln -s folder/file soft
        mkfifo pipe; mknod null c 1 3; mknod disk b 259 1
        chown 3:4000000 folder/file; chown -h 5:6 soft
        chmod 4711 folder/file; chmod 1777 sticky; chmod 700 folder; chmod 600 pipe disk
        find . | xargs touch -h -d '2001-02-03 04:05:06'
        tar -cf %s .
        """
            .formatted(made, archive));
    Tar.unpack(archive, layer);
    assertEquals(listing(made), listing(layer));
  }

  /** Some are refused, some become files in the layer. */
  @Test
  void noAttackLeavesTheLayer() throws IOException {
    String out = host.toString();
    List<TarBuilder> attacks =
        List.of(
            tar().file("../../host/file", "evil"),
            tar().file("a/../../../host/file", "evil"),
            tar().file(out + "/file", "evil"),
            tar().symlink("a", "../../host").file("a/file", "evil"),
            tar().symlink("a", out).file("a/file", "evil"),
            tar().symlink("a", out).file("a/new/file", "evil"),
            tar().symlink("a", out + "/file").file("a", "evil"),
            tar().symlink("a", out + "/folder").folder("a").file("a/file", "evil"),
            tar().folder("a").symlink("a", out).file("a/file", "evil"),
            tar().symlink("a", "b").symlink("b", out).file("a/file", "evil"),
            tar().link("h", out + "/file").file("h", "evil"),
            tar().link("h", "../../host/file").file("h", "evil"),
            tar().symlink("a", out + "/file").link("h", "a").file("h", "evil"),
            tar().symlink(".", out).file("file", "evil"));
    for (int i = 0; i < attacks.size(); i++) {
      Files.write(archive, attacks.get(i).bytes());
      try {
        Tar.unpack(archive, Files.createDirectories(temp.resolve("attack/" + i + "/diff")));
      } catch (IOException e) {
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
      }
      assertEquals(before, listing(host), "attack " + i);
    }
  }

  @Test
  void aFileBehindALinkIsRefused() {
    String message = failure(tar().symlink("a", "../../host").file("a/file", "evil").bytes());
    assertTrue(message.contains(" a/file: "), message);
  }

  @Test
  void aNameHasNoEscapeSequences() {
    String message = failure(tar().link("a\33[2J\nb", "none").bytes());
    assertFalse(message.contains("\33"), message);
  }

  @Test
  void whatIsCutOffOrNoTarIsRefused() {
    byte[] whole = tar().file("file", "x".repeat(5000)).bytes();
    failure(Arrays.copyOf(whole, 3000));
    failure("x".repeat(5000).getBytes());
    byte[] compressed = new byte[512];
    compressed[0] = 0x1f;
    compressed[1] = (byte) 0x8b;
    failure(compressed);
  }

  @Test
  void anArchiveThatIsNotThereIsNamed() {
    IOException e = assertThrows(IOException.class, () -> Tar.unpack(temp.resolve("none"), layer));
    assertTrue(e.getMessage().contains("none"), e.getMessage());
    assertTrue(layer.resolveSibling("errors").toFile().delete()); // the store removes it
  }
}
