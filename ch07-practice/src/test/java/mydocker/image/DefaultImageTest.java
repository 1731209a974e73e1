package mydocker.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import mydocker.testing.HostUnchanged;
import mydocker.testing.RequiresRoot;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The image that is made of busybox. */
@RequiresRoot
@ExtendWith(HostUnchanged.class)
class DefaultImageTest {
  @TempDir Path root;
  @TempDir Path otherRoot;

  private static String make(ImageStoreFixture store) throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    DefaultImage.get(store.images, new PrintStream(err, true, UTF_8));
    return err.toString(UTF_8);
  }

  @Test
  void itIsMadeOnceAndEverywhereTheSame() throws IOException {
    ImageStoreFixture store = new ImageStoreFixture(root);
    assertTrue(make(store).matches("mydocker: making image busybox:latest from .*busybox.*\n"));
    assertEquals("", make(store));
    ImageStoreFixture other = new ImageStoreFixture(otherRoot);
    make(other);
    assertEquals(store.images.find("busybox"), other.images.find("busybox"));
  }

  @Test
  void itLooksLikeDockers() throws IOException {
    ImageStoreFixture store = new ImageStoreFixture(root);
    make(store);
    Image image = store.images.find("busybox");
    assertEquals(List.of("sh"), image.config().defaults().command());
    assertEquals(
        List.of("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
        image.config().defaults().env());
    Path files = store.layers.diff(image.top().hex());
    assertEquals(
        "[bin, dev, etc, home, root, tmp, usr, var]",
        List.of(files.toFile().list()).stream().sorted().toList().toString());
    assertTrue(Files.isSameFile(files.resolve("bin/sh"), files.resolve("bin/busybox")));
    assertTrue(Files.isSameFile(files.resolve("bin/["), files.resolve("bin/busybox")));
    assertEquals(65_534, Files.getAttribute(files.resolve("home"), "unix:uid"));
    assertEquals(0100600, Files.getAttribute(files.resolve("etc/shadow"), "unix:mode"));
    assertEquals(041777, Files.getAttribute(files.resolve("tmp"), "unix:mode"));
    assertTrue(Files.readString(files.resolve("etc/passwd")).startsWith("root:x:0:0:root:/root:"));
    assertTrue(Files.readString(files.resolve("etc/shadow")).startsWith("root:*:::::::\ndaemon:*"));
  }

  @Test
  void aProgramThatNeedsLibrariesIsToldByItsHeader() throws IOException {
    assertTrue(Busybox.isStatic(Busybox.find().program()));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    assertFalse(Busybox.isStatic(Files.readAllBytes(java)));
    assertFalse(Busybox.isStatic("#!/bin/sh\n".getBytes(UTF_8)));
    assertFalse(Busybox.isStatic(new byte[] {0x7f, 'E', 'L', 'F'}));
  }

  @Test
  void theProgramIsTakenOutOfDebiansPackage() throws IOException {
    byte[] data =
        new TarBuilder()
            .folder("./bin")
            .entry("./bin/busybox", TarConstants.LF_NORMAL, "program", e -> e.setModTime(5000))
            .bytes();
    Path deb = root.resolve("busybox-static.deb");
    try (ArArchiveOutputStream ar = new ArArchiveOutputStream(Files.newOutputStream(deb))) {
      add(ar, "debian-binary", "2.0\n".getBytes(UTF_8));
      add(ar, "control.tar.gz", Archives.gzip(new TarBuilder().bytes()));
      add(ar, "data.tar.gz", Archives.gzip(data));
    }
    Path program = Busybox.unpack(deb);
    assertEquals("program", Files.readString(program));
    assertEquals(FileTime.from(Instant.ofEpochSecond(5)), Files.getLastModifiedTime(program));
    assertTrue(Files.isExecutable(program));
  }

  @Test
  void anotherPackageIsAnErrorWithARemedy() throws IOException {
    Path deb = root.resolve("other.deb");
    try (ArArchiveOutputStream ar = new ArArchiveOutputStream(Files.newOutputStream(deb))) {
      add(ar, "debian-binary", "2.0\n".getBytes(UTF_8));
    }
    IOException e = assertThrows(IOException.class, () -> Busybox.unpack(deb));
    assertTrue(
        e.getMessage().endsWith(": apt-get update && apt-get install busybox-static"),
        e.getMessage());
  }

  private static void add(ArArchiveOutputStream ar, String name, byte[] content)
      throws IOException {
    ar.putArchiveEntry(new ArArchiveEntry(name, content.length));
    ar.write(content);
    ar.closeArchiveEntry();
  }
}
