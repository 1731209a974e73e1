package mydocker.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import mydocker.linux.DeviceNumber;
import mydocker.linux.Nodes;
import mydocker.testing.RequiresRoot;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A layer's tar comes back byte for byte, whoever wrote it. */
@RequiresRoot
class TarSplitTest {
  private static final UnpackLimits LIMITS = new UnpackLimits(500 << 20, 100_000, true);

  @TempDir Path temp;
  private Path layer;
  private Path split;

  @BeforeEach
  void folders() throws IOException {
    layer = Files.createDirectory(temp.resolve("layer"));
    split = temp.resolve("split");
  }

  @ParameterizedTest
  @CsvSource({
    "gnu, ''",
    "gnu, -S",
    "pax, ''",
    "pax, -S",
    "ustar, ''",
    "v7, ''",
    "posix, --xattrs",
    "gnu, -b1"
  })
  void gnuTar(String format, String option) throws Exception {
    boolean longNames = !format.equals("v7") && !format.equals("ustar");
    Path folder = makeFiles(longNames);
    if (format.equals("v7")) {
      Files.delete(folder.resolve("fifo")); // of which it knows nothing
    }
    Path tar = temp.resolve("tar");
    Stream<String> command =
        Stream.of("tar", "--format=" + format, option, "-cf", tar.toString(), ".");
    run(folder, command.filter(word -> !word.isEmpty()).toArray(String[]::new));
    byte[] bytes = Files.readAllBytes(tar);
    comesBack(bytes);
    if (option.isEmpty()) {
      long record = Files.size(split);
      assertTrue(record * 20 < bytes.length, record + " of " + bytes.length);
    }
  }

  @Test
  void commonsCompress() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, 10240, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
      for (int size : List.of(0, 1, 511, 512, 513, 70_000)) {
        TarArchiveEntry entry = new TarArchiveEntry("x".repeat(120) + size);
        entry.setSize(size);
        entry.setUserId(3_000_000_000L);
        tar.putArchiveEntry(entry);
        tar.write(random(size));
        tar.closeArchiveEntry();
      }
    }
    comesBack(bytes.toByteArray());
    assertEquals(3_000_000_000L, owner(layer.resolve("x".repeat(120) + 1)));
  }

  @Test
  void ourOwn() throws IOException {
    Path folder = makeFiles(true);
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    Packer.pack(folder, new OverlayWhiteouts(), tar);
    comesBack(tar.toByteArray());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whiteoutsAndAnythingBehindTheEnd(boolean overlay) throws IOException {
    byte[] tar =
        new TarBuilder()
            .file("a/.wh.b", "content without meaning")
            .file("c/.wh..wh..opq", "")
            .folder(".wh..wh.plnk")
            .file(".wh..wh.plnk/1.2", "x")
            .file("c/d", "content")
            .link("e", "c/d")
            .bytes();
    byte[] longer = Arrays.copyOf(tar, tar.length + 100_001);
    System.arraycopy(random(100_000), 0, longer, tar.length, 100_000);
    comesBack(longer, overlay ? new OverlayWhiteouts() : new AufsWhiteouts());
  }

  @Test
  void filesThatAreThereTwice() throws IOException {
    comesBack(
        new TarBuilder()
            .file("a", "first")
            .link("link", "a")
            .file("a", "second")
            .file("a", "third, " + "x".repeat(200_000))
            .folder("b")
            .file("b/c/d", "x".repeat(100_000))
            .file("b/c/e", "gone")
            .symlink("b", "a")
            .file("f", "")
            .file("f", "")
            .file("a", "last")
            .bytes());
    assertEquals("first", Files.readString(layer.resolve("link")));
    assertEquals("last", Files.readString(layer.resolve("a")));
    try (Stream<Path> files = Files.list(temp)) {
      assertEquals(
          List.of("layer", "split"), files.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void aChangedFileIsFound() throws IOException {
    byte[] tar = new TarBuilder().file("a", "content").file("b", "content").bytes();
    comesBack(tar);
    Path file = layer.resolve("b");
    Files.writeString(file, "c0ntent");
    isFound(file);
    Files.writeString(file, "longer content");
    isFound(file);
    Files.delete(file);
    isFound(file);
    Files.createSymbolicLink(file, Path.of("a"));
    isFound(file);
    Files.delete(file);
    Nodes.make(file, Nodes.S_IFIFO, DeviceNumber.NONE);
    isFound(file);
  }

  private void isFound(Path file) {
    IOException failure =
        assertThrows(
            IOException.class,
            () -> TarSplit.assemble(split, layer, OutputStream.nullOutputStream()));
    assertEquals(
        "give back the layer's file "
            + file
            + ": it is missing or has been changed: remove the image and load it again",
        failure.getMessage());
  }

  @Test
  void aRecordThatIsCutOffIsFound() throws IOException {
    comesBack(new TarBuilder().file("a", "content").bytes());
    byte[] record = Files.readAllBytes(split);
    Files.write(split, Arrays.copyOf(record, record.length - 10));
    assertThrows(
        EOFException.class, () -> TarSplit.assemble(split, layer, OutputStream.nullOutputStream()));
  }

  @Test
  void ofATarThatIsRefusedThereIsNoRecord() {
    byte[] tar = new TarBuilder().file("a", "1").file("a", "2").file("../a", "").bytes();
    assertThrows(IOException.class, () -> unpack(tar, new OverlayWhiteouts()));
    assertFalse(Files.exists(split));
    assertFalse(Files.exists(temp.resolve("split.replaced")));
  }

  private void comesBack(byte[] tar) throws IOException {
    comesBack(tar, new OverlayWhiteouts());
  }

  private void comesBack(byte[] tar, Whiteouts driver) throws IOException {
    Digest digest = unpack(tar, driver);
    assertEquals(Digest.of(tar), digest);
    ByteArrayOutputStream back = new ByteArrayOutputStream();
    TarSplit.assemble(split, layer, back);
    assertEquals(digest, Digest.of(back.toByteArray()));
    assertArrayEquals(tar, back.toByteArray());
  }

  private Digest unpack(byte[] tar, Whiteouts driver) throws IOException {
    return Unpacker.unpack(new ByteArrayInputStream(tar), layer, driver, LIMITS, split);
  }

  private Path makeFiles(boolean longNames) throws IOException {
    Path folder = Files.createDirectory(temp.resolve("folder"));
    Path deep = Files.createDirectories(folder.resolve("usr/share/doc"));
    for (int size : List.of(0, 1, 511, 512, 513, 1024, 65_535, 65_536, 1_000_000)) {
      Files.write(deep.resolve("file" + size), random(size));
    }
    Files.createLink(folder.resolve("hard"), deep.resolve("file513"));
    Files.createSymbolicLink(folder.resolve("soft"), Path.of("usr/share"));
    Files.createSymbolicLink(folder.resolve("soft/äöü"), Path.of("日本語"));
    Nodes.make(folder.resolve("fifo"), Nodes.S_IFIFO | 0600, DeviceNumber.NONE);
    try (FileChannel sparse =
        FileChannel.open(
            folder.resolve("sparse"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int i = 1; i < 100; i++) {
        sparse.write(ByteBuffer.wrap(random(5000)), i * 100_000L);
      }
    }
    if (longNames) {
      Path folders = Files.createDirectories(folder.resolve(("y".repeat(150) + "/").repeat(3)));
      Files.write(folders.resolve("z".repeat(250)), random(3000));
      Files.createLink(folder.resolve("long"), folders.resolve("z".repeat(250)));
    }
    return folder;
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static long owner(Path file) throws IOException {
    return Integer.toUnsignedLong((int) Files.getAttribute(file, "unix:uid"));
  }

  private static void run(Path in, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), output);
  }
}
