package mydocker.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Java's file API cannot do. The oracles are stat(1), and Java where it can read. */
@RequiresRoot
class FileCallsTest {
  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 3", "8, 255", "259, 256", "4095, 1048575"})
  void deviceNodes(int major, int minor) throws Exception {
    DeviceNumber device = new DeviceNumber(major, minor);
    Path node = temp.resolve("node");
    Nodes.make(node, Nodes.S_IFBLK | 0600, device);
    assertEquals("block special file %x %x 600".formatted(major, minor), stat("%F %t %T %a", node));
    assertEquals(device, DeviceNumber.of((long) Files.getAttribute(node, "unix:rdev")));
  }

  @Test
  void fifos() throws Exception {
    Path fifo = temp.resolve("fïfo");
    Nodes.make(fifo, Nodes.S_IFIFO | 0600, DeviceNumber.NONE);
    assertEquals("fifo", stat("%F", fifo));
    ErrnoException twice =
        assertThrows(
            ErrnoException.class, () -> Nodes.make(fifo, Nodes.S_IFIFO, DeviceNumber.NONE));
    assertEquals("mknod " + fifo + ": File exists (EEXIST)", twice.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "4096, 0", "0, -1", "0, 1048576"})
  void noSuchDevice(int major, int minor) {
    assertThrows(IllegalArgumentException.class, () -> new DeviceNumber(major, minor));
  }

  @Test
  void extendedAttributes() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    assertEquals(List.of(), ExtendedAttributes.names(file));
    assertTrue(ExtendedAttributes.get(file, "user.none").isEmpty());
    byte[] value = {0, 1, (byte) 0xff};
    ExtendedAttributes.set(file, "user.a", value);
    ExtendedAttributes.set(file, "trusted.b", new byte[0]);
    ExtendedAttributes.set(file, "user.a", value);
    assertEquals(Set.of("user.a", "trusted.b"), Set.copyOf(ExtendedAttributes.names(file)));
    assertArrayEquals(value, ExtendedAttributes.get(file, "user.a").orElseThrow());
    assertArrayEquals(new byte[0], ExtendedAttributes.get(file, "trusted.b").orElseThrow());
    assertArrayEquals(value, (byte[]) Files.getAttribute(file, "user:a"));
  }

  @Test
  void extendedAttributesOfASymlinkAreItsOwn() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    Path link = Files.createSymbolicLink(temp.resolve("link"), file);
    ExtendedAttributes.set(link, "trusted.a", new byte[] {1});
    assertEquals(List.of("trusted.a"), ExtendedAttributes.names(link));
    assertEquals(List.of(), ExtendedAttributes.names(file));
    ErrnoException failure =
        assertThrows(
            ErrnoException.class, () -> ExtendedAttributes.set(link, "user.a", new byte[1]));
    assertEquals(
        "set the extended attribute user.a of " + link + ": Operation not permitted (EPERM)",
        failure.getMessage());
    Path none = temp.resolve("none");
    assertThrows(ErrnoException.class, () -> ExtendedAttributes.names(none));
    assertThrows(ErrnoException.class, () -> ExtendedAttributes.get(none, "user.a"));
  }

  @Test
  void aFileSystemWithoutExtendedAttributes() throws IOException {
    assertEquals(List.of(), ExtendedAttributes.names(Path.of("/proc/version")));
    assertTrue(ExtendedAttributes.get(Path.of("/proc/version"), "user.a").isEmpty());
  }

  @Test
  void timesToTheNanosecondAndOfSymlinks() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    Path link = Files.createSymbolicLink(temp.resolve("link"), file);
    Instant before = Files.getLastModifiedTime(file).toInstant();
    Instant time = Instant.parse("1965-03-18T08:34:51.123456789Z");
    Nodes.setTime(link, time);
    assertEquals(time, Files.getLastModifiedTime(link, LinkOption.NOFOLLOW_LINKS).toInstant());
    assertEquals(before, Files.getLastModifiedTime(file).toInstant());
    assertThrows(ErrnoException.class, () -> Nodes.setTime(temp.resolve("none"), time));
  }

  @Test
  void ownersOfSymlinksAndAboveTheSignBit() throws Exception {
    Path file = Files.createFile(temp.resolve("file"));
    Path link = Files.createSymbolicLink(temp.resolve("link"), file);
    Nodes.setOwner(link, Nodes.MAX_ID, 3_000_000_000L);
    assertEquals("4294967294 3000000000", stat("%u %g", link));
    assertEquals("0 0", stat("%u %g", file));
    assertThrows(IllegalArgumentException.class, () -> Nodes.setOwner(file, -1, 0));
    assertThrows(IllegalArgumentException.class, () -> Nodes.setOwner(file, 0, Nodes.MAX_ID + 1));
    assertThrows(ErrnoException.class, () -> Nodes.setOwner(temp.resolve("none"), 0, 0));
  }

  @ParameterizedTest
  @CsvSource({"a", "a/", "//a/../b//", "ünï/日本"})
  void symlinksKeepTheirText(String text) throws Exception {
    Path link = temp.resolve("link");
    Nodes.makeSymlink(link, text);
    assertEquals(text, Nodes.readSymlink(link));
    assertEquals("'%s' -> '%s'".formatted(link, text), stat("%N", link));
    assertThrows(ErrnoException.class, () -> Nodes.makeSymlink(link, text));
    assertThrows(ErrnoException.class, () -> Nodes.readSymlink(temp));
  }

  private static String stat(String format, Path file) throws Exception {
    ProcessBuilder stat = new ProcessBuilder("stat", "-c", format, file.toString());
    stat.environment().put("QUOTING_STYLE", "shell-always");
    Process process = stat.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes()).strip();
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
