package mydocker.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mydocker.testing.HostUnchanged;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The image that is made of busybox. */
@RequiresRoot
@ExtendWith(HostUnchanged.class)
class BusyboxImageTest {
  @TempDir Path root;

  private static String make(ImageList images) throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    BusyboxImage.get(images, new PrintStream(err, true, UTF_8));
    return err.toString(UTF_8);
  }

  @Test
  void itIsMadeOnceAndHasWhatASmallSystemHas() throws IOException {
    LayerFolders layers = new LayerFolders(root, StorageDriver.choose(Optional.empty(), root));
    ImageList images = new ImageList(root, layers);
    assertEquals("mydocker: making image busybox:latest from /bin/busybox\n", make(images));
    assertEquals("", make(images));
    Image image = images.find("busybox");
    assertEquals(List.of("sh"), image.defaults().command());
    assertEquals(
        List.of("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
        image.defaults().env());
    Path files = layers.diff(image.layers().get(0));
    assertEquals(
        "[bin, dev, etc, home, root, tmp, usr, var]",
        List.of(files.toFile().list()).stream().sorted().toList().toString());
    assertTrue(Files.isSameFile(files.resolve("bin/sh"), files.resolve("bin/busybox")));
    assertTrue(Files.isSameFile(files.resolve("bin/["), files.resolve("bin/busybox")));
    assertEquals(0100644, Files.getAttribute(files.resolve("etc/passwd"), "unix:mode"));
    assertEquals(041777, Files.getAttribute(files.resolve("tmp"), "unix:mode"));
    assertEquals(040755, Files.getAttribute(files, "unix:mode"));
  }
}
