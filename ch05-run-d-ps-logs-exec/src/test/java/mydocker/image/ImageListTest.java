package mydocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
class ImageListTest {
  @TempDir Path root;
  private StorageDriver driver;
  private LayerFolders layers;
  private ImageList images;

  @BeforeEach
  void open() throws IOException {
    driver = StorageDriver.choose(Optional.empty(), root);
    layers = new LayerFolders(root, driver);
    images = new ImageList(root, layers);
  }

  private Image add(String name, List<String> below) throws IOException {
    return images.add(
        List.of(ImageName.parse(name)),
        layer -> Files.writeString(layer.resolve("file"), name),
        below,
        new ImageDefaults(List.of("sh", "-c"), List.of("A=<b>"), "/work"));
  }

  private Image add(String name) throws IOException {
    return add(name, List.of());
  }

  private boolean isThere(String layer) {
    return Files.exists(layers.diff(layer));
  }

  @Test
  void anImageIsFoundByNameAndById() throws IOException {
    Image image = add("team/box:1");
    assertTrue(image.id().matches("[0-9a-f]{64}"), image.id());
    for (String reference : List.of("team/box:1", image.id(), image.brief())) {
      assertEquals(image, images.find(reference), reference);
    }
    for (String reference : List.of("team/box", "box:1", "zz", image.id().substring(0, 11))) {
      IOException e = assertThrows(NoSuchImageException.class, () -> images.find(reference));
      assertEquals("No such image: " + reference, e.getMessage());
    }
    assertTrue(
        assertThrows(IOException.class, () -> images.find("Box"))
            .getMessage()
            .startsWith("invalid reference format: Box is no NAME[:TAG]"));
  }

  @Test
  void theNewestIsTheFirstAndItsLayerTheTopOne() throws IOException {
    Image below = add("below");
    Image above = add("above", below.layers());
    assertEquals(List.of(above, below), images.all());
    assertEquals(below.layers(), above.layers().subList(1, 2));
    assertEquals("above", Files.readString(layers.diff(above.layers().get(0)).resolve("file")));
    assertEquals(List.of(above, below), new ImageList(root, layers).all());
  }

  @Test
  void aNameBelongsToOneImageOnly() throws IOException {
    Image first = add("box:1");
    Image second = add("box:1");
    assertEquals(second, images.find("box:1"));
    assertEquals(List.of(), images.find(first.id()).names());
  }

  @Test
  void layersGoWithTheLastImageThatHasThem() throws IOException {
    Image small = add("small");
    Image large = add("large", small.layers());
    assertEquals(large.layers().subList(0, 1), images.remove(large));
    assertEquals(small.layers(), images.remove(small));
    assertFalse(isThere(small.layers().get(0)));
    assertEquals(List.of(), images.all());
  }

  @Test
  void layersStayAsLongAsAContainerStandsOnThem() throws IOException {
    Image image = add("box");
    String container = "c".repeat(64);
    layers.create(container, image.layers());
    assertEquals(List.of(), images.remove(image));
    assertTrue(isThere(image.layers().get(0)));
    layers.remove(container);
    add("other"); // as the next change does
    assertFalse(isThere(image.layers().get(0)));
  }

  @Test
  void aLayerThatHasGotNoImageGoesWithTheNextChange() throws IOException {
    String layer = layers.add(folder -> {}); // and then it was killed
    add("box");
    assertFalse(isThere(layer));
  }

  @Test
  void thereAreNotMoreLayersThanTheKernelShows() throws IOException {
    String layer = add("box").layers().get(0);
    List<String> full = new ArrayList<>(Collections.nCopies(driver.maxLayers(), layer));
    IOException e = assertThrows(IOException.class, () -> add("more", full));
    assertTrue(e.getMessage().contains("takes at most " + driver.maxLayers()), e.getMessage());
    full.remove(0);
    assertEquals(driver.maxLayers(), add("most", full).layers().size());
  }

  @Test
  void aListThatIsNoneIsAnErrorInOneLine() throws IOException {
    add("box");
    Path file = root.resolve("images/" + driver.name() + ".json");
    Files.writeString(file, Files.readString(file).substring(0, 30));
    IOException e = assertThrows(IOException.class, () -> images.all());
    assertEquals("read " + file + ": it is no list of images", e.getMessage());
  }

  @Test
  void aListThatARunWasKilledOverIsWhatItWas() throws IOException {
    Image image = add("box");
    Files.writeString(root.resolve("images/new"), "[{\"id\":"); // it died before the rename
    assertEquals(List.of(image), images.all());
    add("box:2");
    assertFalse(Files.exists(root.resolve("images/new")));
  }
}
