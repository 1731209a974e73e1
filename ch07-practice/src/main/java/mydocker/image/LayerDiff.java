package mydocker.image;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import mydocker.image.FileChange.Kind;

/**
 * Finds what a layer makes different from those below it. It walks through the layer's folders, and
 * takes along which folders below show through each: those are all that have to be looked at.
 *
 * <p>No symbolic link is followed, for each step goes from a folder to a name in it.
 */
final class LayerDiff {
  private final Whiteouts whiteouts;
  private final List<FileChange> changes = new ArrayList<>();

  LayerDiff(Whiteouts whiteouts) {
    this.whiteouts = whiteouts;
  }

  /**
   * What is different.
   *
   * @param upper the files of a layer
   * @param below those of the layers below it, from the top to the bottom
   */
  List<FileChange> of(Path upper, List<Path> below) throws IOException {
    walk(upper, below, "", whiteouts.isOpaque(upper));
    changes.sort(Comparator.comparing(FileChange::path));
    return changes;
  }

  /**
   * Walks through a folder.
   *
   * @param isNew whether nothing of the folders below shows through: it was removed, and made again
   */
  private void walk(Path folder, List<Path> below, String path, boolean isNew) throws IOException {
    if (isNew) {
      addLost(folder, below, path);
    }
    for (Path file : files(folder)) {
      Optional<Path> hidden = whiteouts.hiddenBy(file);
      if (hidden.isPresent()) {
        changes.add(new FileChange(Kind.DELETED, path + "/" + hidden.get().getFileName()));
      } else if (!whiteouts.isInternal(file)) {
        try {
          String name = path + "/" + file.getFileName();
          compare(file, below(below, file.getFileName()), name, isNew);
        } catch (NoSuchFileException e) {
          // a container that runs has just removed it
        }
      }
    }
  }

  private void compare(Path file, List<Path> below, String path, boolean isInNew)
      throws IOException {
    boolean isFolder = isFolder(file);
    boolean wasFolder = !below.isEmpty() && isFolder(below.get(0));
    int before = changes.size();
    if (isFolder) {
      walk(file, wasFolder ? below : List.of(), path, isInNew || whiteouts.isOpaque(file));
    }
    if (below.isEmpty()) {
      changes.add(new FileChange(Kind.ADDED, path));
    } else if (!isFolder
        || !wasFolder
        || changes.size() > before
        || !attributes(file).equals(attributes(below.get(0)))) {
      changes.add(new FileChange(Kind.CHANGED, path));
    }
  }

  /** Nothing says what a new folder in the place of an old one has not any more. */
  private void addLost(Path folder, List<Path> below, String path) throws IOException {
    SortedSet<Path> names = new TreeSet<>();
    for (Path each : below) {
      for (Path file : files(each)) {
        names.add(whiteouts.hiddenBy(file).orElse(file).getFileName());
      }
    }
    for (Path name : names) {
      boolean isThere = Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS);
      if (!isThere && !whiteouts.isInternal(name) && !below(below, name).isEmpty()) {
        changes.add(new FileChange(Kind.DELETED, path + "/" + name));
      }
    }
  }

  /** What the layers below have of a name: one file, or all folders that are shown as one. */
  private List<Path> below(List<Path> folders, Path name) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path folder : folders) {
      Path file = folder.resolve(name);
      if (isHidden(folder, file)) {
        break;
      }
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      boolean isFolder = isFolder(file);
      if (isFolder || found.isEmpty()) {
        found.add(file);
      }
      if (!isFolder || whiteouts.isOpaque(file)) {
        break;
      }
    }
    return found;
  }

  /** Whether a layer hides a name: what marks it has that name, or another one in the folder. */
  private boolean isHidden(Path folder, Path file) throws IOException {
    for (Path mark : List.of(file, folder.resolve(AufsWhiteouts.PREFIX + file.getFileName()))) {
      if (Files.exists(mark, LinkOption.NOFOLLOW_LINKS)
          && whiteouts.hiddenBy(mark).filter(file::equals).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFolder(Path file) {
    return Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static Map<String, Object> attributes(Path file) throws IOException {
    return Files.readAttributes(
        file, "unix:mode,uid,gid,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
  }

  private static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(files::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return files;
  }
}
