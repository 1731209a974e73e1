package mydocker.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that change one store at the same time, and are killed in the middle of it. */
@RequiresRoot
class KilledRunTest {
  private static final int ROUNDS = 6;

  @TempDir Path root;

  private static LayerFolders store(Path root) throws IOException {
    return new LayerFolders(root, StorageDriver.choose(Optional.of("overlay2"), root));
  }

  /** Adds, makes and removes layers until it is killed. */
  static final class Changes {
    private Changes() {}

    public static void main(String[] args) throws IOException {
      LayerFolders store = store(Path.of(args[0]));
      Random random = new Random();
      System.out.println("begun");
      while (true) {
        String layer = store.add(Changes::makeFiles);
        String container = "%08x".formatted(random.nextInt()).repeat(8);
        store.create(container, List.of(layer));
        Files.createDirectories(store.diff(container).resolve("a/b/c"));
        store.remove(container);
        store.remove(layer);
      }
    }

    private static void makeFiles(Path folder) throws IOException {
      for (int i = 0; i < 20; i++) {
        Files.createFile(Files.createDirectory(folder.resolve("folder" + i)).resolve("file"));
      }
    }
  }

  @Test
  void leavesNoHalfOfALayer() throws Exception {
    List<String> command = Mydocker.command(root.toString());
    command.set(command.indexOf("mydocker.Main"), Changes.class.getName());
    Random random = new Random();
    for (int round = 0; round < ROUNDS; round++) {
      List<Process> programs = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        programs.add(new ProcessBuilder(command).redirectErrorStream(true).start());
      }
      for (Process program : programs) {
        assertEquals("begun", program.inputReader().readLine());
      }
      Thread.sleep(random.nextInt(300));
      for (Process program : programs) {
        assertTrue(program.isAlive(), "it changes layers without an error");
        program.destroyForcibly().waitFor();
        program.inputReader().close();
      }
      requireWhole();
    }
  }

  /** After one more change all that is there belongs to a layer that is there. */
  private void requireWhole() throws IOException {
    LayerFolders store = store(root);
    store.create("e".repeat(64), List.of());
    store.remove("e".repeat(64));
    List<String> layers = names(".");
    for (String id : layers) {
      assertEquals(parts(id), names(id), id);
    }
  }

  private static List<String> parts(String id) {
    return id.matches("(.{8})\\1{7}") // as the containers' are here
        ? List.of("diff", "l", "lower", "mnt", "work")
        : List.of("diff");
  }

  private List<String> names(String folder) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("overlay2").resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
