package mydocker.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import mydocker.linux.Credentials;
import mydocker.linux.FileSystems;
import mydocker.linux.Mount;

/**
 * A union file system of the kernel: it shows several folders as one. Of those, the uppermost takes
 * all that is written; the others are only read, so any number of unions can share them.
 *
 * <p>A driver knows the options of its file system. The folders are the {@link LayerFolders}' own;
 * all names in the options count from that of a container's layer, so that many fit into a page,
 * and no character in the folder's own path can mean anything.
 */
public interface StorageDriver {
  /** Their names, the best one first. */
  List<String> NAMES = List.of(Overlay2.NAME, Aufs.NAME);

  /** Its name, which is that of its folder, too: docker's word for it. */
  String name();

  int maxLayers();

  /**
   * The mounts that show a container's layer over those below it, on mnt: to be made one after the
   * other with the layer's folder as working directory.
   *
   * @param id the container's layer, where all goes that is written
   * @param below the layers below it, from the top to the bottom
   */
  List<Mount> union(String id, List<String> below);

  /**
   * The driver for a root folder: the one whose layers are there already, or else overlay2 if this
   * kernel has it, or else aufs.
   *
   * @param wanted the only one that will do
   * @throws IOException if it cannot be used there: why, and what can be done
   */
  static StorageDriver choose(Optional<String> wanted, Path root) throws IOException {
    if (!Credentials.isRoot()) {
      throw new IOException("mount layers in " + root + ": run it as root (sudo)");
    }
    StoreLock.makePrivate(root);
    String type = Files.getFileStore(root).type();
    if (List.of("overlay", "aufs").contains(type)) {
      throw new IOException(
          "keep layers in %s: it is in a union itself (%s), which cannot hold another one's upper"
                  .formatted(root, type)
              + " layer: use another root folder (--root DIR), on ext4, xfs, btrfs or tmpfs");
    }
    Optional<String> name = wanted.or(() -> inUse(root));
    return here(name.orElse(FileSystems.has("overlay") ? Overlay2.NAME : Aufs.NAME));
  }

  private static Optional<String> inUse(Path root) {
    return NAMES.stream().filter(name -> Files.isDirectory(root.resolve(name))).findFirst();
  }

  private static StorageDriver here(String name) throws IOException {
    return switch (name) {
      case Overlay2.NAME -> Overlay2.here();
      case Aufs.NAME -> Aufs.here();
      default ->
          throw new IOException(
              "storage driver " + name + ": there is none of that name: overlay2 or aufs");
    };
  }
}
