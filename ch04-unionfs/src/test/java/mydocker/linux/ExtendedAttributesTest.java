package mydocker.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtendedAttributesTest {
  @TempDir Path temp;

  @Test
  void whatAFileHasIsTold() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    assertTrue(ExtendedAttributes.get(file, "user.none").isEmpty());
    byte[] value = {0, 1, (byte) 0xff};
    Files.setAttribute(file, "user:a", value);
    assertArrayEquals(value, ExtendedAttributes.get(file, "user.a").orElseThrow());
    Path link = Files.createSymbolicLink(temp.resolve("link"), file);
    assertTrue(ExtendedAttributes.get(link, "user.a").isEmpty());
    Path none = temp.resolve("none");
    assertThrows(ErrnoException.class, () -> ExtendedAttributes.get(none, "user.a"));
  }

  @Test
  void aFileSystemWithoutExtendedAttributes() throws IOException {
    assertTrue(ExtendedAttributes.get(Path.of("/proc/version"), "user.a").isEmpty());
  }
}
