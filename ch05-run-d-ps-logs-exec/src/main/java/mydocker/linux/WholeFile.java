package mydocker.linux;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are there whole or not at all, even if the machine stops in between. */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Writes a file, or replaces it.
   *
   * @param file in a folder where nobody else writes meanwhile: the temporary name is always the
   *     same one, so what a killed run has left is overwritten by the next
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    Path temporary = file.resolveSibling("new");
    Files.write(temporary, bytes, CREATE, WRITE, TRUNCATE_EXISTING, SYNC);
    Files.move(temporary, file, ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(file.getParent(), READ)) {
      folder.force(true); // the name, too, is on the disk
    }
  }
}
