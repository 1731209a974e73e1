package mydocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Test;

/** The store of layers with overlay2. */
@RequiresRoot
class Overlay2StoreTest extends LayerFoldersContract {

  @Override
  String driver() {
    return "overlay2";
  }

  @Test
  void twoContainersShareAFilesMemory() throws IOException {
    String image = layer(7, "file");
    store.create(ONE, List.of(image));
    store.create(TWO, List.of(image));
    // What is read is kept in memory once for each inode, and that is the lower file's for both.
    String inode = Files.getAttribute(store.diff(image).resolve("file"), "unix:ino") + "";
    assertEquals(inode, in(ONE, "stat -c %i file"));
    assertEquals(inode, in(TWO, "stat -c %i file"));
  }
}
