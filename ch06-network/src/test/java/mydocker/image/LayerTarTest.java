package mydocker.image;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import mydocker.linux.DeviceNumber;
import mydocker.linux.ExtendedAttributes;
import mydocker.linux.Nodes;
import mydocker.testing.RequiresRoot;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresRoot
class LayerTarTest {
  @TempDir Path temp;
  private Path folder;
  private Path layer;

  @BeforeEach
  void folders() throws IOException {
    folder = Files.createDirectory(temp.resolve("folder"));
    layer = Files.createDirectory(temp.resolve("layer"));
  }

  static Stream<Whiteouts> drivers() {
    return Stream.of(new OverlayWhiteouts(), new AufsWhiteouts());
  }

  @Test
  void everyKindOfFileSurvives() throws IOException {
    makeOneOfEach(folder);
    unpack(pack(folder));
    assertEquals(Listing.of(folder), Listing.of(layer));
    assertEquals(
        Files.getAttribute(layer.resolve("bin/tool"), "unix:ino"),
        Files.getAttribute(layer.resolve("usr/tool"), "unix:ino"));
  }

  @Test
  void gnuTarReadsWhatIsPacked() throws Exception {
    makeOneOfEach(folder);
    Path tar = Files.write(temp.resolve("packed.tar"), pack(folder));
    run(layer, "tar", "-xpf", tar.toString());
    assertEquals(Listing.of(folder), Listing.of(layer));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gnu", "pax"})
  void whatGnuTarWritesIsUnpacked(String format) throws Exception {
    makeOneOfEach(folder);
    Path tar = temp.resolve("made.tar");
    boolean pax = format.equals("pax");
    run(folder, "tar", "--format=" + format, "-cf", tar.toString(), ".");
    unpack(Files.readAllBytes(tar));
    Path expected = folder;
    if (!pax) { // that format has whole seconds
      expected = Files.createDirectory(temp.resolve("expected"));
      run(expected, "tar", "-xpf", tar.toString());
    }
    assertEquals(Listing.of(expected), Listing.of(layer));
  }

  @Test
  void sameFolderSameBytes() throws IOException {
    makeOneOfEach(folder);
    byte[] first = pack(folder);
    unpack(first);
    assertArrayEquals(first, pack(folder));
    assertArrayEquals(first, pack(layer));
  }

  @Test
  void socketsAreLeftOut() throws IOException {
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
      unpack(pack(folder));
    }
    assertEquals(List.of(), Listing.of(layer));
  }

  @Test
  void ownersAndSizesBeyondTheOldHeader() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Nodes.setOwner(file, Nodes.MAX_ID, 3_000_000);
    Nodes.setTime(file, Instant.ofEpochSecond(-5, 500_000_000));
    unpack(pack(folder));
    assertEquals(Listing.of(folder), Listing.of(layer));
    assertTrue(Listing.of(layer).get(0).contains("-2:3000000 1969-12-31T23:59:55.5Z"));
  }

  @Test
  void theRootsOwnEntryChangesTheFolderItself() throws IOException {
    unpack(new TarBuilder().entry("./", TarConstants.LF_DIR, "", e -> e.setMode(0711)).bytes());
    assertEquals(040711, Files.getAttribute(layer, "unix:mode"));
    assertEquals(1_000_000_000, Files.getLastModifiedTime(layer).to(SECONDS));
  }

  @Test
  void missingParentsAreMade() throws IOException {
    unpack(new TarBuilder().file("/a/./b//c", "content").bytes());
    assertEquals("content", Files.readString(layer.resolve("a/b/c")));
    assertEquals(040755, Files.getAttribute(layer.resolve("a"), "unix:mode"));
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void whiteoutsAreTranslatedBothWays(Whiteouts driver) throws IOException {
    byte[] tar =
        new TarBuilder()
            .file(".wh.gone", "")
            .folder("etc")
            .file("etc/.wh..wh..opq", "")
            .file("etc/kept", "x")
            .file("var/.wh.log", "content that means nothing")
            .bytes();
    unpack(tar, driver);
    Path packed = Files.write(temp.resolve("packed.tar"), pack(layer, driver));
    assertEquals(
        List.of("etc/", "etc/.wh..wh..opq", "etc/kept", ".wh.gone", "var/", "var/.wh.log"),
        names(packed));
    assertTrue(driver.isOpaque(layer.resolve("etc")));
    assertFalse(driver.isOpaque(layer.resolve("var")));
  }

  @Test
  void overlayfsUnderstandsTheWhiteouts() throws IOException {
    unpack(new TarBuilder().file("a/.wh.b", "").file("c/.wh..wh..opq", "").bytes());
    assertEquals(
        Nodes.S_IFCHR, (int) Files.getAttribute(layer.resolve("a/b"), "unix:mode") & Nodes.S_IFMT);
    assertEquals(0L, Files.getAttribute(layer.resolve("a/b"), "unix:rdev"));
    assertArrayEquals(
        new byte[] {'y'},
        ExtendedAttributes.get(layer.resolve("c"), "trusted.overlay.opaque").orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void whatIsRemovedAndMadeAnewShowsNothingOfTheOldOne(Whiteouts driver) throws IOException {
    unpack(
        new TarBuilder()
            .file(".wh.folder", "")
            .folder("folder")
            .file(".wh.parent", "")
            .file("parent/file", "new")
            .file(".wh.file", "")
            .file("file", "new")
            .bytes(),
        driver);
    assertTrue(driver.isOpaque(layer.resolve("folder")));
    assertTrue(driver.isOpaque(layer.resolve("parent")));
    assertEquals("new", Files.readString(layer.resolve("file")));
    for (Path file : List.of(layer.resolve("file"), layer.resolve("folder"))) {
      assertTrue(driver.hiddenBy(file).isEmpty());
      assertFalse(driver.reveal(file));
    }
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void aWhiteoutHidesOnlyWhatIsBelow(Whiteouts driver) throws IOException {
    unpack(
        new TarBuilder()
            .file("folder/file", "stays")
            .file(".wh.folder", "")
            .file("file", "stays")
            .file(".wh.file", "")
            .bytes(),
        driver);
    assertEquals("stays", Files.readString(layer.resolve("folder/file")));
    assertTrue(driver.isOpaque(layer.resolve("folder")));
    assertEquals("stays", Files.readString(layer.resolve("file")));
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void aufsOwnFoldersAreLeftOut(Whiteouts driver) throws IOException {
    unpack(new TarBuilder().folder(".wh..wh.plnk").file(".wh..wh.plnk/1.2", "x").bytes(), driver);
    assertEquals(List.of(), Listing.of(layer));
    Files.createFile(layer.resolve(".wh..wh.aufs"));
    if (driver instanceof AufsWhiteouts) {
      Path packed = Files.write(temp.resolve("packed.tar"), pack(layer, driver));
      assertEquals(List.of(), names(packed));
    } else {
      String message = assertThrows(IOException.class, () -> pack(layer, driver)).getMessage();
      assertEquals(
          "pack the layer at '.wh..wh.aufs': a name with .wh. before it marks a removed file in an"
              + " image: rename or remove it",
          message);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"line\nbreak", "déjà vu/日本語", "\uD83D\uDC33", "back\\slash", " ", "-rf"})
  void anyNameIsKept(String name) throws IOException {
    unpack(new TarBuilder().file(name, "x").symlink("link", name).bytes());
    assertEquals("x", Files.readString(layer.resolve(name)));
    assertEquals(name, Nodes.readSymlink(layer.resolve("link")));
    Path again = Files.createDirectory(temp.resolve("again"));
    unpack(pack(layer), again, new OverlayWhiteouts());
    assertArrayEquals(pack(layer), pack(again));
  }

  @Test
  void longNamesAreKept() throws IOException {
    String name = ("x".repeat(200) + "/").repeat(5) + "y".repeat(255);
    unpack(new TarBuilder().file(name, "x").link("hard", name).symlink("soft", name).bytes());
    assertEquals("x", Files.readString(layer.resolve(name)));
    assertEquals("x", Files.readString(layer.resolve("hard")));
    assertEquals(name, Nodes.readSymlink(layer.resolve("soft")));
    Path again = Files.createDirectory(temp.resolve("again"));
    unpack(pack(layer), again, new OverlayWhiteouts());
    assertArrayEquals(pack(layer), pack(again));
  }

  @Test
  void aLaterEntryReplacesAnEarlierOne() throws IOException {
    unpack(
        new TarBuilder()
            .file("file", "old")
            .file("file", "new")
            .folder("folder")
            .file("folder/stays", "x")
            .entry("folder/", TarConstants.LF_DIR, "", e -> e.setMode(0700))
            .folder("tree")
            .file("tree/deep/file", "x")
            .file("tree", "a file now")
            .symlink("link", "file")
            .file("link", "no link now")
            .bytes());
    assertEquals("new", Files.readString(layer.resolve("file")));
    assertEquals("x", Files.readString(layer.resolve("folder/stays")));
    assertEquals(040700, Files.getAttribute(layer.resolve("folder"), "unix:mode"));
    assertEquals("a file now", Files.readString(layer.resolve("tree")));
    assertFalse(Files.isSymbolicLink(layer.resolve("link")));
  }

  @Test
  void theDigestIsOfAllBytes() throws IOException {
    byte[] tar = new TarBuilder().file("a", "b").bytes();
    byte[] longer = Arrays.copyOf(tar, tar.length + 12345);
    longer[longer.length - 1] = 1;
    assertEquals(Digest.of(longer), unpack(longer));
  }

  @Test
  void aTarIsReadFromAStreamThatGivesLittleAtATime() throws IOException {
    makeOneOfEach(folder);
    byte[] tar = pack(folder);
    InputStream trickle =
        new ByteArrayInputStream(tar) {
          @Override
          public synchronized int read(byte[] b, int off, int len) {
            return super.read(b, off, Math.min(len, 7));
          }
        };
    assertEquals(Digest.of(tar), Unpacker.unpack(trickle, layer, new OverlayWhiteouts()));
    assertEquals(Listing.of(folder), Listing.of(layer));
  }

  private void makeOneOfEach(Path in) throws IOException {
    Path bin = Files.createDirectory(in.resolve("bin"));
    Path usr = Files.createDirectory(in.resolve("usr"));
    Path tool = Files.writeString(bin.resolve("tool"), "#!/bin/sh\n");
    Nodes.setOwner(tool, 1000, 50);
    Files.setAttribute(tool, "unix:mode", 06755);
    Files.createLink(usr.resolve("tool"), tool);
    Files.write(usr.resolve("empty"), new byte[0]);
    Files.write(usr.resolve("block"), new byte[512]);
    Files.write(usr.resolve("large"), new byte[300_001]);
    Path link = in.resolve("link");
    Nodes.makeSymlink(link, "usr//../bin/tool/");
    Nodes.setOwner(link, 7, 8);
    Files.createLink(in.resolve("link2"), link);
    Nodes.make(in.resolve("fifo"), Nodes.S_IFIFO | 0640, DeviceNumber.NONE);
    Nodes.make(in.resolve("null"), Nodes.S_IFCHR | 0666, new DeviceNumber(1, 3));
    Nodes.make(in.resolve("disk"), Nodes.S_IFBLK | 0660, new DeviceNumber(259, 70_000));
    Path tmp = Files.createDirectory(in.resolve("tmp"));
    Files.setAttribute(tmp, "unix:mode", 01777);
    Path closed = Files.createDirectory(tmp.resolve("closed"));
    Files.writeString(closed.resolve("file"), "x");
    Files.setAttribute(closed, "unix:mode", 0);
    List<Path> all;
    try (Stream<Path> files = Files.walk(in)) {
      all = files.toList();
    }
    for (int i = 0; i < all.size(); i++) {
      Nodes.setTime(all.get(i), Instant.ofEpochSecond(1_000_000_000 + i, 123_456_700));
    }
  }

  private static byte[] pack(Path folder) throws IOException {
    return pack(folder, new OverlayWhiteouts());
  }

  private static byte[] pack(Path folder, Whiteouts driver) throws IOException {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    Packer.pack(folder, driver, tar);
    return tar.toByteArray();
  }

  private Digest unpack(byte[] tar) throws IOException {
    return unpack(tar, new OverlayWhiteouts());
  }

  private Digest unpack(byte[] tar, Whiteouts driver) throws IOException {
    return unpack(tar, layer, driver);
  }

  private Digest unpack(byte[] tar, Path to, Whiteouts driver) throws IOException {
    return Unpacker.unpack(new ByteArrayInputStream(tar), to, driver);
  }

  private static List<String> names(Path tar) throws IOException {
    Process list = new ProcessBuilder("tar", "-tf", tar.toString()).start();
    return new String(list.getInputStream().readAllBytes()).lines().toList();
  }

  private static void run(Path in, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), output);
  }
}
