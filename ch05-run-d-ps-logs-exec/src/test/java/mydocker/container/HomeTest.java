package mydocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder in which everything is kept. */
@RequiresRoot
class HomeTest {
  @TempDir Path root;

  @Test
  void oneThatChapter7HasUsedIsLeftAlone() throws IOException {
    Files.createDirectory(root.resolve("images"));
    Files.createFile(root.resolve("images/names.json"));
    IOException e = assertThrows(IOException.class, () -> Home.open(root, Optional.empty()));
    assertEquals(
        "keep containers in %s: chapter 7 has its own there: use another folder (--root DIR)"
            .formatted(root),
        e.getMessage());
    try (var files = Files.list(root)) {
      assertEquals(1, files.count());
    }
  }
}
