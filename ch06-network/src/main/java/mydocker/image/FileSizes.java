package mydocker.image;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;

/** How many bytes files have. */
final class FileSizes extends SimpleFileVisitor<Path> {
  private final Set<Object> counted = new HashSet<>();
  private long bytes;

  private FileSizes() {}

  /** The bytes of all files in a folder; one with several names, hard links, counts once. */
  static long of(Path folder) throws IOException {
    FileSizes sizes = new FileSizes();
    Files.walkFileTree(folder, sizes);
    return sizes.bytes;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile() && counted.add(attributes.fileKey())) {
      bytes += attributes.size();
    }
    return FileVisitResult.CONTINUE;
  }
}
