package mydocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import mydocker.testing.RequiresRoot;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers made by an enemy: they are refused, and nothing outside the layer's folder changes. */
@RequiresRoot
class HostileTarTest {
  /** A stand-in for the host, two folders above the layer: {@code ../../host/file}. */
  @TempDir Path temp;

  private Path layer;
  private List<String> before;

  @BeforeEach
  void folders() throws IOException {
    Path host = Files.createDirectories(temp.resolve("host/folder"));
    Files.writeString(host.resolveSibling("file"), "the host's");
    Files.writeString(host.resolve("file"), "the host's");
    layer = Files.createDirectories(temp.resolve("diff/layer"));
    before = Listing.of(temp.resolve("host"));
  }

  @AfterEach
  void nothingOutsideHasChanged() throws IOException {
    assertEquals(before, Listing.of(temp.resolve("host")));
    try (Stream<Path> files = Files.list(temp)) {
      assertEquals(List.of("diff", "host"), files.map(this::name).sorted().toList());
    }
    try (Stream<Path> files = Files.list(layer.getParent())) {
      assertEquals(List.of("layer"), files.map(this::name).toList());
    }
  }

  private String name(Path file) {
    return file.getFileName().toString();
  }

  static Stream<Arguments> hostile() {
    String out = "../../host";
    return Stream.of(
        arguments("'../x': its name leads out of the layer (..)", tar().file("../x", "")),
        arguments("leads out of the layer", tar().file("a/../../../host/file", "")),
        arguments("leads out of the layer", tar().file("a/..", "")),
        arguments("leads out of the layer", tar().folder("..")),
        arguments("leads out of the layer", tar().file("/../../host/file", "")),
        arguments(
            "'a/file': 'a' above it is a symlink, which is not followed",
            tar().symlink("a", out).file("a/file", "evil")),
        arguments("'a' above it is a symlink", tar().symlink("a", out).folder("a/folder")),
        arguments("'a' above it is a symlink", tar().symlink("a", out).file("a/new/file", "evil")),
        arguments("'a' above it is a symlink", tar().symlink("a", out).symlink("a/new", "x")),
        arguments("'a' above it is a symlink", tar().symlink("a", out).file("a/.wh.file", "")),
        arguments("'a' above it is a symlink", tar().symlink("a", out).file("a/.wh..wh..opq", "")),
        arguments("'a' above it is a symlink", tar().symlink("a", ".").file("a/file", "")),
        arguments("'a/b' above it is a symlink", tar().symlink("a/b", "..").file("a/b/c", "")),
        arguments("'a' above it is no folder", tar().file("a", "").file("a/b", "")),
        arguments(
            "'h': hard link to '../../host/file': its name leads out of the layer",
            tar().link("h", "../../host/file")),
        arguments("hard link to '/etc/passwd': the layer has no", tar().link("h", "/etc/passwd")),
        arguments("hard link to 'none': the layer has no", tar().link("h", "none")),
        arguments("hard link to 'h': the layer has no", tar().file("h", "").link("h", "h")),
        arguments("hard link to '.': it is a folder", tar().link("h", ".")),
        arguments("hard link to 'd': it is a folder", tar().folder("d").link("h", "d")),
        arguments("'d/f': the layer has no", tar().file("d/f", "").link("d", "d/f")),
        arguments(
            "hard link to 'a/file': 'a' above it is a symlink",
            tar().symlink("a", out).link("h", "a/file")),
        arguments(
            "hard link to 'gone': the layer has no", tar().file(".wh.gone", "").link("h", "gone")),
        arguments("'.wh.': it removes no file", tar().file(".wh.", "")),
        arguments("'.wh..': it removes no file", tar().file(".wh..", "")),
        arguments("'.wh...': it removes no file", tar().file(".wh...", "")),
        arguments("'a/.wh...': it removes no file", tar().file("a/.wh...", "")),
        arguments("'.wh.a' marks a removed file, and is no", tar().file(".wh.a/b", "")),
        arguments("0:0 is a mark", tar().device("a", TarConstants.LF_CHR, 0, 0)),
        arguments("device number 4096:0", tar().device("a", TarConstants.LF_CHR, 4096, 0)),
        arguments("replace the layer itself", tar().file(".", "y")),
        arguments("replace the layer itself", tar().symlink(".", out)),
        arguments("replace the layer itself", tar().link("./", "x")),
        arguments("has a NUL", tar().pax("a", Map.of("path", "a\0b"))),
        arguments("has a NUL", tar().extended(Map.of("linkpath", "b\0c")).symlink("a", "x")),
        arguments(
            "owner 4294967295:0: IDs",
            tar().entry("a", TarConstants.LF_NORMAL, "", e -> e.setUserId(0xffff_ffffL))),
        arguments("no entries of the type 'V'", tar().entry("a", (byte) 'V', "", e -> {})),
        arguments(
            "it is no file, but has 1 bytes", tar().entry("a/", TarConstants.LF_DIR, "x", e -> {})),
        arguments(
            "it is no file, but has 1 bytes",
            tar().file("f", "").entry("a", TarConstants.LF_LINK, "x", e -> e.setLinkName("f"))),
        arguments("'a\\x0ab\\x1b[2J/..'", tar().file("a\nb\33[2J/..", "")),
        arguments("File name too long", tar().file("x".repeat(300), "")));
  }

  private static TarBuilder tar() {
    return new TarBuilder();
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void isRefused(String message, TarBuilder tar) throws IOException {
    String actual = failure(tar.bytes());
    assertTrue(actual.contains(message), actual);
    assertTrue(actual.startsWith("unpack the layer at the entry "), actual);
    assertFalse(actual.contains("\n"), actual);
  }

  @Test
  void aFolderReplacedByASymlinkReplacedByAFolder() throws IOException {
    unpack(
        tar()
            .folder("a")
            .folder("a/folder")
            .file("a/file", "1")
            .symlink("a", "../../host")
            .folder("a")
            .file("a/file", "2")
            .bytes());
    assertEquals("2", Files.readString(layer.resolve("a/file")));
    assertFalse(Files.exists(layer.resolve("a/folder")));
  }

  /** The time of "a/folder" is set at the end: not through the symlink that "a" is by then. */
  @Test
  void aFolderReplacedByASymlink() throws IOException {
    unpack(tar().folder("a").folder("a/folder").symlink("a", "../../host").bytes());
    assertTrue(Files.isSymbolicLink(layer.resolve("a")));
  }

  @Test
  void aFileIsNotWrittenThroughASymlink() throws IOException {
    unpack(
        tar()
            .symlink("a", "../../host/file")
            .file("a", "evil")
            .symlink("b", "../../host/folder")
            .folder("b")
            .symlink("c", "../../host/file")
            .device("c", TarConstants.LF_FIFO, 0, 0)
            .symlink("d", "../../host/file")
            .link("d", "a")
            .bytes());
    assertEquals("evil", Files.readString(layer.resolve("d")));
  }

  @Test
  void aHardLinkToASymlinkIsThatSymlink() throws IOException {
    unpack(
        tar()
            .symlink("a", "../../host/file")
            .link("b", "a")
            .file("b", "evil")
            .link("c", "a")
            .bytes());
    assertTrue(Files.isSymbolicLink(layer.resolve("c")));
  }

  @Test
  void aWhiteoutDoesNotTouchWhereASymlinkPoints() throws IOException {
    unpack(tar().symlink("a", "../../host").file(".wh.a", "").file(".wh..wh..opq", "").bytes());
    assertTrue(new OverlayWhiteouts().isOpaque(layer));
  }

  @Test
  void aHoleIsRefused() throws IOException {
    Map<String, String> sparse =
        Map.of("GNU.sparse.size", "1073741824", "GNU.sparse.map", "1073741824,0");
    String actual = failure(tar().pax("a", sparse).bytes());
    assertTrue(actual.endsWith("a file with holes is read from chapter 7 on"), actual);
  }

  @Test
  void whatIsNoTarIsRefused() throws IOException {
    for (byte[] noTar :
        List.of(new byte[0], new byte[100], "x".repeat(5000).getBytes(), new byte[] {0x1f})) {
      String actual = failure(noTar);
      assertTrue(actual.startsWith("unpack the layer: "), actual);
      assertFalse(actual.contains("\n"), actual);
    }
  }

  @Test
  void aBrokenHeaderIsRefused() throws IOException {
    byte[] tar = tar().file("a", "").bytes();
    tar[0] = 'b';
    assertEquals(
        "unpack the layer: the next header has a wrong checksum: the tar is damaged, none,"
            + " or compressed (gunzip)",
        failure(tar));
  }

  @Test
  void aTarThatIsCutOffAnywhereIsRefused() throws Exception {
    byte[] tar =
        tar()
            .folder("folder")
            .file("folder/file", "x".repeat(1500))
            .file("y".repeat(150), "z")
            .pax("attributes", Map.of("SCHILY.xattr.user.a", "b"))
            .entry("n", TarConstants.LF_GNUTYPE_LONGNAME, "x".repeat(200) + "\0", e -> {})
            .symlink("a", "b")
            .bytes();
    int end = tar.length - 1024; // one block of zeros is an end, as for tar(1)
    for (int length = 0; length <= end; length += 256) {
      byte[] cut = Arrays.copyOf(tar, length);
      Path to = Files.createDirectory(layer.resolve("cut" + length));
      String actual =
          assertTimeoutPreemptively(
              Duration.ofSeconds(10),
              () ->
                  assertThrows(
                          IOException.class,
                          () ->
                              Unpacker.unpack(
                                  new ByteArrayInputStream(cut), to, new OverlayWhiteouts()),
                          "cut at " + cut.length)
                      .getMessage());
      assertFalse(actual.contains("\n"), actual);
    }
    Path whole = Files.createDirectory(layer.resolve("whole"));
    Unpacker.unpack(new ByteArrayInputStream(tar), whole, new OverlayWhiteouts());
    assertEquals(5, Listing.of(whole).size());
  }

  /** Any byte may be wrong: either the tar is refused with one line, or it is unpacked. */
  @Test
  void aTarWithAnyByteChanged() throws IOException {
    byte[] tar =
        tar()
            .folder("folder")
            .extended(Map.of("SCHILY.xattr.user.a", "b", "mtime", "1.5"))
            .file("folder/file", "xyz")
            .link("hard", "folder/file")
            .symlink("soft", "../../host")
            .file("folder/.wh.gone", "")
            .entry("n", TarConstants.LF_GNUTYPE_LONGNAME, "long\0", e -> {})
            .device("null", TarConstants.LF_CHR, 1, 3)
            .bytes();
    unpack(tar);
    assertEquals(6, Listing.of(layer).size());
    Random random = new Random(4);
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] changed = tar.clone();
      int at = random.nextInt(tar.length);
      changed[at] = (byte) (random.nextBoolean() ? "/.0179xgLS=\n\0".charAt(i % 13) : i);
      if (at % 512 < 148 || at % 512 >= 156) {
        correctChecksum(changed, at / 512 * 512);
      }
      Path to = Files.createDirectory(layer.resolve("" + i));
      try {
        Unpacker.unpack(new ByteArrayInputStream(changed), to, new OverlayWhiteouts());
      } catch (IOException e) {
        refused++;
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
        assertFalse(e.getMessage().contains("Exception"), e.getMessage());
      }
    }
    assertTrue(refused > 300 && refused < 2700, refused + " refused");
  }

  /** If the block is a header, then it is one again after a change. */
  private static void correctChecksum(byte[] tar, int block) {
    if (tar[block + 257] != 'u') {
      return;
    }
    int sum = 8 * ' ';
    for (int i = 0; i < 512; i++) {
      sum += i >= 148 && i < 156 ? 0 : tar[block + i] & 0xff;
    }
    byte[] digits = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, tar, block + 148, digits.length);
  }

  private void unpack(byte[] tar) throws IOException {
    Unpacker.unpack(new ByteArrayInputStream(tar), layer, new OverlayWhiteouts());
  }

  private String failure(byte[] tar) {
    InputStream in = new ByteArrayInputStream(tar);
    IOException failure =
        assertThrows(IOException.class, () -> Unpacker.unpack(in, layer, new OverlayWhiteouts()));
    return failure.getMessage();
  }
}
