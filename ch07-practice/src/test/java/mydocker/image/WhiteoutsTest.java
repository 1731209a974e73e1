package mydocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mydocker.linux.DeviceNumber;
import mydocker.linux.Nodes;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@RequiresRoot
class WhiteoutsTest {
  @TempDir Path layer;

  static Stream<Whiteouts> drivers() {
    return Stream.of(new OverlayWhiteouts(), new AufsWhiteouts());
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void hideAndReveal(Whiteouts driver) throws IOException {
    Path file = layer.resolve("file");
    assertFalse(driver.reveal(file));
    driver.hide(file);
    driver.hide(file);
    try (Stream<Path> files = Files.list(layer)) {
      List<Path> all = files.toList();
      assertEquals(1, all.size());
      assertEquals(Optional.of(file), driver.hiddenBy(all.get(0)));
    }
    assertTrue(driver.reveal(file));
    try (Stream<Path> files = Files.list(layer)) {
      assertEquals(0, files.count());
    }
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void opaque(Whiteouts driver) throws IOException {
    assertFalse(driver.isOpaque(layer));
    driver.hideBelow(layer);
    driver.hideBelow(layer);
    assertTrue(driver.isOpaque(layer));
    try (Stream<Path> files = Files.list(layer)) {
      assertTrue(files.allMatch(driver::isInternal));
    }
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void otherFilesAreNoWhiteouts(Whiteouts driver) throws IOException {
    Path device = layer.resolve("device");
    Nodes.make(device, Nodes.S_IFCHR, new DeviceNumber(0, 1));
    Path block = layer.resolve("block");
    Nodes.make(block, Nodes.S_IFBLK, DeviceNumber.NONE);
    Path link = Files.createSymbolicLink(layer.resolve("link"), layer.resolve("whiteout"));
    Nodes.make(layer.resolve("whiteout"), Nodes.S_IFCHR, DeviceNumber.NONE);
    for (Path file : List.of(device, block, link, Files.createFile(layer.resolve("file")))) {
      assertEquals(Optional.empty(), driver.hiddenBy(file));
      assertFalse(driver.isInternal(file));
      assertFalse(driver.reveal(file));
      assertTrue(Files.exists(file));
    }
  }

  @Test
  void aufsNamesAreThoseOfItsManual() throws IOException {
    new AufsWhiteouts().hide(layer.resolve("file"));
    new AufsWhiteouts().hideBelow(layer);
    assertTrue(Files.isRegularFile(layer.resolve(".wh.file")));
    assertTrue(Files.isRegularFile(layer.resolve(".wh..wh..opq")));
  }
}
