package mydocker.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mydocker.image.ImageLoader.Loaded;
import mydocker.testing.HostUnchanged;
import mydocker.testing.RequiresRoot;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is saved can be loaded again, as docker's archive and as an OCI layout. */
@RequiresRoot
@ExtendWith(HostUnchanged.class)
class ImageSaverTest {
  private static final byte[] BASE = Archives.layer("base", "base");
  private static final byte[] TOP = Archives.layer("top", "top!");

  @TempDir Path root;
  @TempDir Path otherRoot;
  private ImageStoreFixture store;
  private ImageStoreFixture other;

  @BeforeEach
  void makeStores() throws IOException {
    store = new ImageStoreFixture(root);
    other = new ImageStoreFixture(otherRoot);
    store.load("box:1", BASE);
    store.load("box:2", BASE, TOP);
  }

  private byte[] save(String... references) throws IOException {
    ImageSaver saver = new ImageSaver(store.images);
    for (String reference : references) {
      saver.want(reference);
    }
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    saver.writeTo(archive);
    return archive.toByteArray();
  }

  private static List<String> names(byte[] archive) throws IOException {
    List<String> names = new ArrayList<>();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        names.add(e.getName());
      }
    }
    return names;
  }

  /** The same archive without one of its files. */
  private static byte[] without(byte[] archive, String name) throws IOException {
    TarBuilder rest = new TarBuilder();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        if (e.isFile() && !e.getName().equals(name)) {
          rest.file(e.getName(), tar.readAllBytes());
        }
      }
    }
    return rest.bytes();
  }

  @Test
  void theImageIsTheSameAfterALongWay() throws IOException {
    byte[] archive = save("box:2");
    Loaded loaded = other.load(archive).get(0);
    assertEquals(store.images.find("box:2"), loaded.image());
    assertEquals("[box:2]", loaded.names().toString());
    String top = loaded.image().top().hex();
    assertEquals(Listing.of(store.layers.diff(top)), Listing.of(other.layers.diff(top)));
    assertEquals(loaded, other.load(archive).get(0));
  }

  @Test
  void theFormsTellTheSame() throws IOException {
    byte[] archive = save("box:2");
    byte[] oci = without(archive, "manifest.json");
    assertEquals(store.images.find("box:2"), other.load(oci).get(0).image());
    assertEquals("[box:2]", other.load(oci).get(0).names().toString());
    byte[] docker = without(without(archive, "index.json"), "oci-layout");
    assertEquals(store.images.find("box:2"), other.load(docker).get(0).image());
  }

  @Test
  void theSameImageGivesTheSameBytes() throws IOException {
    assertArrayEquals(save("box:2"), save("box:2"));
  }

  @Test
  void aRepositoryIsAllItsImagesAndALayerIsWrittenOnce() throws IOException {
    byte[] archive = save("box");
    assertEquals(names(archive).stream().distinct().toList(), names(archive));
    List<Loaded> loaded = other.load(archive);
    assertEquals("[box:1]", loaded.get(0).names().toString());
    assertEquals("[box:2]", loaded.get(1).names().toString());
  }

  @Test
  void anImageSavedByItsIdHasNoName() throws IOException {
    String id = store.images.find("box:1").id().brief();
    assertEquals(List.of(), other.load(save(id)).get(0).names());
  }

  @Test
  void twoNamesOfAnImageAreSavedWithIt() throws IOException {
    store.images.name(ImageName.parse("x.io/y:3"), store.images.find("box:1"));
    List<Loaded> loaded = other.load(save("box:1", "x.io/y:3"));
    assertEquals(1, loaded.size());
    assertEquals("[box:1, x.io/y:3]", loaded.get(0).names().toString());
  }

  @Test
  void whatWasChangedInALayerIsNotSaved() throws IOException {
    Image image = store.images.find("box:1");
    Path file = store.layers.diff(image.top().hex()).resolve("d/base");
    Files.writeString(file, "case");
    IOException e = assertThrows(IOException.class, () -> save("box:1"));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
  }

  @Test
  void whatIsNotThereIsAnError() {
    assertThrows(NoSuchImageException.class, () -> save("box:1", "box:3"));
  }
}
