package mydocker.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mydocker.testing.HostUnchanged;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of images, and how one is found. */
@RequiresRoot
@ExtendWith(HostUnchanged.class)
class ImageStoreTest {
  private static final byte[] BASE = Archives.layer("base", "base");
  private static final byte[] TOP = Archives.layer("top", "top!");

  @TempDir Path root;
  private ImageStoreFixture store;
  private ImageStore images;

  @BeforeEach
  void makeStore() throws IOException {
    store = new ImageStoreFixture(root);
    images = store.images;
  }

  @Test
  void anImageIsFoundByNameAndById() throws IOException {
    Image image = store.load("team/box:1", BASE);
    for (String reference :
        List.of(
            "team/box:1",
            "docker.io/team/box:1",
            image.id().toString(),
            image.id().hex(),
            image.id().brief(),
            "sha256:" + image.id().brief(),
            image.id().hex().substring(0, 1))) {
      assertEquals(image, images.find(reference), reference);
    }
    for (String reference : List.of("team/box", "box:1", "f".repeat(64), "zz", "sha256:zz")) {
      IOException e = assertThrows(NoSuchImageException.class, () -> images.find(reference));
      assertEquals("No such image: " + reference, e.getMessage());
    }
    assertEquals(
        "invalid reference format: repository name (library/Box) must be lowercase",
        assertThrows(IOException.class, () -> images.find("Box")).getMessage());
  }

  @Test
  void anAmbiguousPrefixIsAnError() throws IOException {
    Map<String, Image> byFirstDigit = new HashMap<>();
    for (int i = 0; ; i++) { // seventeen images have sixteen first digits
      Image image = store.load(null, Archives.layer("f", "" + i));
      Image other = byFirstDigit.put(image.id().hex().substring(0, 1), image);
      if (other != null) {
        String prefix = image.id().hex().substring(0, 1);
        assertEquals(
            "multiple IDs found with provided prefix: " + prefix,
            assertThrows(IOException.class, () -> images.find(prefix)).getMessage());
        assertEquals(other, images.find(other.id().brief()));
        return;
      }
    }
  }

  @Test
  void aNameBelongsToOneImageOnly() throws IOException {
    Image first = store.load("box:1", BASE);
    Image second = store.load("box:2", BASE, TOP);
    images.name(ImageName.parse("box:1"), second);
    assertEquals(List.of(), images.names(first));
    assertEquals("[box:1, box:2]", images.names(second).toString());
    assertEquals(second, images.find("box:1"));
    images.unname(ImageName.parse("box:1"));
    assertEquals("[box:2]", images.names(second).toString());
    assertEquals(List.of(ImageName.parse("box:2")), images.namesMeantBy("box"));
  }

  @Test
  void theConfigurationIsKeptByteForByte() throws IOException {
    Image image = store.load("box", BASE);
    assertArrayEquals(
        Archives.config(BASE),
        Files.readAllBytes(root.resolve("images/" + image.id().hex() + ".json")));
  }

  @Test
  void layersGoWithTheLastImageThatHasThem() throws IOException {
    List<String> empty = store.files();
    Image small = store.load("small", BASE);
    List<String> withSmall = store.files();
    Image large = store.load("large", BASE, TOP);
    assertEquals(8, images.size(large));
    assertEquals(List.of(large.top()), images.remove(large));
    assertEquals(withSmall, store.files());
    assertEquals(List.of(small.top()), images.remove(small));
    assertEquals(List.of(), images.list());
    assertEquals(
        empty, store.files().stream().filter(file -> !file.contains("names.json")).toList());
  }

  @Test
  void layersStayAsLongAsAContainerStandsOnThem() throws IOException {
    Image image = store.load("box", BASE, TOP);
    String container = "c".repeat(64);
    store.layers.create(container, image.top());
    assertEquals(List.of(), images.remove(image));
    assertTrue(store.layers.has(image.top()));
    store.layers.remove(container);
    store.load(null, BASE); // the next change finds them
    assertFalse(store.layers.has(image.top()));
    assertTrue(store.layers.has(image.chain().get(0)));
  }

  @Test
  void aConfigurationThatWasChangedIsNotBelieved() throws IOException {
    Image image = store.load("box", BASE);
    Path file = root.resolve("images/" + image.id().hex() + ".json");
    Files.writeString(file, Files.readString(file).replace("\"sh\"", "\"su\""));
    IOException e = assertThrows(IOException.class, () -> images.find("box"));
    assertTrue(e.getMessage().startsWith("read " + file + ": it was changed"), e.getMessage());
  }

  /** Nobody knows which layers it has, so none is removed; but that is no failure of another's. */
  @Test
  void besideAnImageThatCannotBeReadNothingIsSwept() throws IOException {
    Image broken = store.load("broken", BASE);
    Files.writeString(root.resolve("images/" + broken.id().hex() + ".json"), "{}");
    Digest unused = store.layers.add(null, new ByteArrayInputStream(TOP), Optional.empty());
    images.sweep();
    assertTrue(store.layers.has(broken.top()));
    assertTrue(store.layers.has(unused));
    assertThrows(IOException.class, images::removeUnused);
  }

  @Test
  void namesThatARunWasKilledOverAreWhatTheyWere() throws IOException {
    store.load("box", BASE);
    Files.writeString(root.resolve("images/new"), "{\"box:la"); // it died before the rename
    assertEquals("[box:latest]", images.names(images.find("box")).toString());
    images.name(ImageName.parse("box:2"), images.find("box"));
    assertFalse(Files.exists(root.resolve("images/new")));
  }

  @Test
  void anImageNeedsItsLayers() throws IOException {
    ImageConfig config = ImageConfig.parse(Archives.config(BASE));
    IOException e =
        assertThrows(IOException.class, () -> images.add(config, List.of(ImageName.parse("box"))));
    assertTrue(e.getMessage().contains("there is no layer " + Digest.of(BASE)), e.getMessage());
    assertEquals(List.of(), images.list());
  }

  @Test
  void theOuterLockComesFirst() throws IOException {
    try (StoreLock inner = images.lock()) {
      assertThrows(IllegalStateException.class, images::lockForAdding);
    }
    try (StoreLock outer = images.lockForAdding();
        StoreLock inner = images.lock();
        StoreLock again = images.lockForAdding()) {
      assertEquals(List.of(), images.list());
    }
  }
}
