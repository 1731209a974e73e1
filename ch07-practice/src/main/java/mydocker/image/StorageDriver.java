package mydocker.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mydocker.linux.Credentials;
import mydocker.linux.Mount;
import mydocker.linux.MountFlags;

/**
 * A union file system of the kernel: it shows several folders as one. Of those, the uppermost takes
 * all that is written; the others are only read, so any number of unions can share them.
 *
 * <p>A driver knows the options of its file system. The folders are the {@link StoreFolders}' own;
 * all names in the options count from that of a container's layer, so that many fit into a page,
 * and no character in the folder's own path can mean anything.
 */
public interface StorageDriver {
  /** Their names, the best one first. */
  List<String> NAMES = List.of(Overlay2.NAME, Aufs.NAME);

  /** In a view nothing can be changed, and to open a file has no effect: it is no device. */
  long VIEW_FLAGS = MountFlags.MS_RDONLY | MountFlags.MS_NODEV;

  /** Its name, which is that of its folder, too: docker's word for it. */
  String name();

  /** How it marks in a layer what that removes from those below. */
  Whiteouts whiteouts();

  int maxLayers();

  /**
   * The mounts that show a container's layer over those below it, on mnt: to be made one after the
   * other with the layer's folder as working directory.
   *
   * @param id the container's layer, where all goes that is written
   * @param below the layers below it, from the top to the bottom
   */
  List<Mount> union(String id, List<String> below);

  /** The same files, which cannot be changed there, and without what only writing needs. */
  List<Mount> view(String id, List<String> below);

  /**
   * The driver for a root folder: the one whose layers are there already, or else overlay2 if it
   * works there, or else aufs.
   *
   * @param wanted the only one that will do
   * @throws IOException if it does not work there, or none does: why, and what can be done
   */
  static StorageDriver choose(Optional<String> wanted, Path root) throws IOException {
    if (!Credentials.isRoot()) {
      throw new IOException("mount layers in " + root + ": run it as root (sudo)");
    }
    Optional<String> only = wanted.isPresent() ? wanted : inUse(root);
    if (only.isPresent()) {
      return on(root, only.get());
    }
    List<String> reasons = new ArrayList<>();
    for (String name : NAMES) {
      try {
        return on(root, name);
      } catch (IOException e) {
        reasons.add(e.getMessage());
      }
    }
    throw new IOException(String.join("; ", reasons));
  }

  private static Optional<String> inUse(Path root) {
    return NAMES.stream().filter(name -> Files.isDirectory(root.resolve(name))).findFirst();
  }

  private static StorageDriver on(Path root, String name) throws IOException {
    return switch (name) {
      case Overlay2.NAME -> Overlay2.on(root);
      case Aufs.NAME -> Aufs.on(root);
      default ->
          throw new IOException(
              "storage driver " + name + ": there is none of that name: overlay2 or aufs");
    };
  }
}
