package mydocker.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Aufs's marks: the empty file {@code .wh.NAME} hides NAME, and {@code .wh..wh..opq} in a folder
 * makes that opaque. Docker began on aufs, and so an image's tars have the same names, whatever
 * storage driver unpacks them. See aufs(5) and "Whiteouts" in the OCI image specification.
 */
final class AufsWhiteouts implements Whiteouts {
  /** What hides a file has this before the file's name. */
  static final String PREFIX = ".wh.";

  /** What has this before its name is aufs's own, but for the mark of an opaque folder. */
  static final String INTERNAL = ".wh..wh.";

  /** The mark of an opaque folder. */
  static final String OPAQUE = ".wh..wh..opq";

  @Override
  public void hide(Path file) throws IOException {
    mark(whiteoutOf(file));
  }

  @Override
  public boolean reveal(Path file) throws IOException {
    return Files.deleteIfExists(whiteoutOf(file));
  }

  @Override
  public void hideBelow(Path folder) throws IOException {
    mark(folder.resolve(OPAQUE));
  }

  @Override
  public Optional<Path> hiddenBy(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(PREFIX) && !name.startsWith(INTERNAL)
        ? Optional.of(file.resolveSibling(name.substring(PREFIX.length())))
        : Optional.empty();
  }

  @Override
  public boolean isOpaque(Path folder) {
    return Files.exists(folder.resolve(OPAQUE), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public boolean isInternal(Path file) {
    return file.getFileName().toString().startsWith(INTERNAL);
  }

  private static void mark(Path whiteout) throws IOException {
    if (!Files.exists(whiteout, LinkOption.NOFOLLOW_LINKS)) {
      Files.createFile(whiteout);
    }
  }

  private static Path whiteoutOf(Path file) {
    return file.resolveSibling(PREFIX + file.getFileName());
  }
}
