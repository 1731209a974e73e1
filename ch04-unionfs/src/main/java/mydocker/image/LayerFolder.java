package mydocker.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that a layer is unpacked into. The layer may come from an enemy, and we are root:
 * nothing may be written, linked or changed but below the folder.
 *
 * <p>"No symlink on the way" keeps it so: every folder above a file is looked at before the file is
 * touched. That is enough because nobody else changes the folder meanwhile.
 */
final class LayerFolder {
  private static final int PARENT_MODE = 0755;

  private final Path folder;
  private final Whiteouts whiteouts;

  /** An empty folder. */
  LayerFolder(Path folder, Whiteouts whiteouts) {
    this.folder = folder;
    this.whiteouts = whiteouts;
  }

  /** Where a file or folder is to be, with all folders above it; what is there is left. */
  Path place(EntryName name) throws IOException {
    Path place = folder;
    for (String part : name.parts()) {
      if (!place.equals(folder)) {
        makeParent(place);
      }
      place = place.resolve(part);
    }
    return place;
  }

  private void makeParent(Path parent) throws IOException {
    BasicFileAttributes there = look(parent);
    if (there == null || whiteouts.hiddenBy(parent).isPresent()) {
      makeFolder(parent);
      Files.setAttribute(parent, "unix:mode", PARENT_MODE);
    } else {
      checkParent(parent, there);
    }
  }

  private void checkParent(Path parent, BasicFileAttributes there) throws IOException {
    if (!there.isDirectory()) {
      throw new IOException(
          "'%s' above it is %s"
              .formatted(
                  folder.relativize(parent),
                  there.isSymbolicLink() ? "a symlink, which is not followed" : "no folder"));
    }
  }

  /** Takes away what is at a place, to put something else there. */
  void clear(Path place) throws IOException {
    if (place.equals(folder)) {
      throw new IOException("it would replace the layer itself");
    }
    whiteouts.reveal(place);
    if (look(place) != null) {
      remove(place);
    }
  }

  /**
   * Makes a folder where none is yet; of a folder that is there the files stay. If the layer has
   * removed that of a layer below, then nothing of that one may show through.
   */
  void makeFolder(Path place) throws IOException {
    boolean hidden = !place.equals(folder) && whiteouts.reveal(place);
    BasicFileAttributes there = look(place);
    if (there != null && !there.isDirectory()) {
      remove(place);
      there = null;
    }
    if (there == null) {
      Files.createDirectory(place);
    }
    if (hidden) {
      whiteouts.hideBelow(place);
    }
  }

  /** Hides what the layers below have at a place; what this layer has there stays. */
  void hide(Path place) throws IOException {
    BasicFileAttributes there = look(place);
    if (there == null) {
      whiteouts.hide(place);
    } else if (there.isDirectory()) {
      whiteouts.hideBelow(place);
    }
  }

  /** The file of this layer that a hard link is to be made to. */
  Path target(EntryName name) throws IOException {
    Path target = folder;
    for (String part : name.parts()) {
      BasicFileAttributes parent = look(target);
      if (parent != null) {
        checkParent(target, parent);
      }
      target = target.resolve(part);
    }
    BasicFileAttributes there = look(target);
    if (there == null || whiteouts.hiddenBy(target).isPresent() || whiteouts.isInternal(target)) {
      throw new IOException("the layer has no such file");
    }
    if (there.isDirectory()) {
      throw new IOException("it is a folder");
    }
    return target;
  }

  /** A folder made before, if it is still there, with no symlink on the way. */
  Optional<Path> find(EntryName name) throws IOException {
    Path place = folder;
    for (String part : name.parts()) {
      place = place.resolve(part);
      BasicFileAttributes there = look(place);
      if (there == null || !there.isDirectory()) {
        return Optional.empty();
      }
    }
    return Optional.of(place);
  }

  private static BasicFileAttributes look(Path path) throws IOException {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        ? Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        : null;
  }

  private void remove(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) { // a folder comes last
        Files.delete(file);
      }
    }
  }
}
