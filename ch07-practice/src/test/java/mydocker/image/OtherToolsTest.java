package mydocker.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mydocker.image.ImageLoader.Loaded;
import mydocker.testing.HostUnchanged;
import mydocker.testing.RequiresProgram;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images go from umoci and skopeo, which others wrote, to mydocker and back. */
@RequiresRoot
@RequiresProgram({"skopeo", "umoci"})
@ExtendWith(HostUnchanged.class)
class OtherToolsTest {
  @TempDir Path root;
  @TempDir Path work;
  private ImageStoreFixture store;

  /** A layout with an image of two layers, of which the upper one removes a file. */
  @BeforeEach
  void makeLayout() throws Exception {
    store = new ImageStoreFixture(root);
    run(
        """
        umoci init --layout oci
        umoci new --image oci:v1
        umoci unpack --image oci:v1 one
        mkdir -m 1777 one/rootfs/tmp
        mkdir one/rootfs/etc
        echo one > one/rootfs/etc/one
        ln one/rootfs/etc/one one/rootfs/etc/same
        echo gone > one/rootfs/etc/gone
        umoci repack --image oci:v1 one
        umoci unpack --image oci:v1 two
        rm two/rootfs/etc/gone
        echo two > two/rootfs/etc/two
        umoci repack --image oci:v1 two
        umoci config --image oci:v1 --config.cmd sh --config.label a=b
        """);
  }

  private String run(String script) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-e", "-c", script)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    try (InputStream out = process.getInputStream()) {
      String output = new String(out.readAllBytes());
      assertEquals(0, process.waitFor(), output);
      return output;
    }
  }

  private Loaded load(String archive) throws IOException {
    try (Archive opened = Archive.open(work.resolve(archive), store.images.folder())) {
      return new ImageLoader(store.images).load(opened).get(0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "skopeo --insecure-policy copy oci:oci:v1 docker-archive:a.tar:x.io/box:1, [x.io/box:1]",
    "skopeo --insecure-policy copy oci:oci:v1 oci-archive:a.tar:docker.io/library/box:1, [box:1]",
    "tar -C oci -cf a.tar ., []",
    "tar -C oci -cJf a.tar ., []"
  })
  void whatTheyWriteIsLoaded(String command, String names) throws Exception {
    run(command);
    Loaded loaded = load("a.tar");
    assertEquals(names, loaded.names().toString());
    ImageConfig config = loaded.image().config();
    assertEquals(List.of("sh"), config.defaults().command());
    assertEquals("b", config.defaults().labels().get("a"));
    Path base = store.layers.diff(loaded.image().chain().get(0).hex());
    Path top = store.layers.diff(loaded.image().top().hex());
    assertEquals(041777, Files.getAttribute(base.resolve("tmp"), "unix:mode"));
    assertTrue(Files.isSameFile(base.resolve("etc/one"), base.resolve("etc/same")));
    assertEquals("two\n", Files.readString(top.resolve("etc/two")));
    assertFalse(Files.exists(top.resolve("etc/one")));
  }

  @ParameterizedTest
  @CsvSource({"docker-archive:saved.tar:box:1", "oci-archive:saved.tar:1"})
  void theyReadWhatIsSaved(String saved) throws Exception {
    run("tar -C oci -cf a.tar .");
    Image image = load("a.tar").image();
    store.images.name(ImageName.parse("box:1"), image);
    ImageSaver saver = new ImageSaver(store.images);
    saver.want("box:1");
    try (OutputStream out = Files.newOutputStream(work.resolve("saved.tar"))) {
      saver.writeTo(out);
    }
    run(
        "skopeo --insecure-policy copy "
            + saved
            + " oci:back:v1 && umoci unpack --image back:v1 b");
    assertArrayEquals(
        image.config().bytes(),
        run("skopeo inspect --raw --config " + saved).getBytes(),
        "the configuration, byte for byte");
    run("diff -r two/rootfs b/rootfs");
  }
}
