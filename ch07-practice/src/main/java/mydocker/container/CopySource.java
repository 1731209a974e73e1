package mydocker.container;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import mydocker.image.TreePacker;
import mydocker.linux.Nodes;
import mydocker.linux.PathHandle;

/** What is to be copied: a file, a folder, or with {@code /.} behind it what a folder has. */
final class CopySource implements AutoCloseable {
  /** The folder that it is in, by its name there; or itself, and then it has no name. */
  private final PathHandle held;

  private final String name;
  private final String base;
  private final boolean isFolder;
  private final boolean isContent;

  private CopySource(PathHandle held, String name, CopyPath path) throws IOException {
    this.held = held;
    this.name = name;
    base = path.base();
    isContent = path.isContent();
    Map<String, Object> attributes =
        name.isEmpty()
            ? held.attributes()
            : held.attributes(name).orElseThrow(() -> new NoSuchFileException(path.text()));
    isFolder = PathHandle.type(attributes) == Nodes.S_IFDIR;
  }

  /**
   * Finds it.
   *
   * @param followsLink whether a symbolic link means what it leads to, and not itself
   * @throws NoSuchFileException if it is not there
   */
  static CopySource find(Path root, CopyPath path, boolean followsLink) throws IOException {
    boolean isNamed = !followsLink && !path.isFolder();
    PathHandle held = PathHandle.find(root, isNamed ? path.parent() : path.text());
    try {
      return new CopySource(held, isNamed ? path.base() : "", path);
    } catch (IOException e) {
      held.close();
      throw e;
    }
  }

  boolean isFolder() {
    return isFolder;
  }

  boolean isContent() {
    return isContent;
  }

  /** Its name, which a copy in another folder gets. */
  String base() {
    return base;
  }

  /** Writes it as a tar. */
  void pack(TreePacker packer, String entry) throws IOException {
    if (name.isEmpty()) {
      packer.pack(held, entry);
    } else {
      packer.pack(held, name, entry);
    }
  }

  @Override
  public void close() {
    held.close();
  }
}
