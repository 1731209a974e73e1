package mydocker.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import mydocker.linux.ErrnoException;
import mydocker.linux.Nodes;
import mydocker.linux.PathHandle;

/** Where something is copied to: into a folder, under a name. */
final class CopyTarget implements AutoCloseable {
  private static final int MAX_LINKS = 40; // as the kernel follows them
  private static final int ELOOP = 40;

  private final PathHandle folder;
  private final String name;

  private CopyTarget(PathHandle folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  /**
   * Finds it by docker's rules, which are those of cp(1) but for {@code /.}.
   *
   * @throws NoSuchFileException if there is not even the folder that it shall be in
   * @throws IOException if something of another kind is there
   */
  static CopyTarget find(Path root, CopyPath path, CopySource source) throws IOException {
    CopyPath at = path;
    for (int links = 0; links < MAX_LINKS; links++) {
      if (at.isContent()) {
        return into(PathHandle.find(root, at.text()), source);
      }
      PathHandle parent = PathHandle.find(root, at.parent());
      Optional<Map<String, Object>> there = parent.attributes(at.base());
      int type = there.map(PathHandle::type).orElse(0);
      if (type != Nodes.S_IFLNK) {
        return find(parent, at, path.isFolder(), type, source);
      }
      at = at.follow(Nodes.readSymlink(parent.path(at.base())));
      parent.close();
    }
    throw new ErrnoException("open " + path.text(), ELOOP);
  }

  private static CopyTarget find(
      PathHandle parent, CopyPath path, boolean wantsFolder, int type, CopySource source)
      throws IOException {
    try {
      if (type == Nodes.S_IFDIR) {
        PathHandle folder = parent.folder(path.base());
        parent.close();
        return into(folder, source);
      }
      if (type == 0 && wantsFolder && !source.isFolder()) {
        throw new IOException("no such directory");
      }
      if (type != 0 && wantsFolder) {
        throw new IOException("not a directory");
      }
      if (type != 0 && source.isFolder()) {
        throw new IOException("cannot copy directory");
      }
      return new CopyTarget(parent, path.base());
    } catch (IOException e) {
      parent.close();
      throw e;
    }
  }

  private static CopyTarget into(PathHandle folder, CopySource source) throws IOException {
    if (!folder.isFolder()) {
      folder.close();
      throw new NotDirectoryException("");
    }
    return new CopyTarget(folder, source.isContent() ? "." : source.base());
  }

  /** The folder that a path leads to. */
  static PathHandle folder(Path root, CopyPath path) throws IOException {
    PathHandle folder = PathHandle.find(root, path.text());
    if (!folder.isFolder()) {
      folder.close();
      throw new NotDirectoryException(path.text());
    }
    return folder;
  }

  /** The folder to unpack in. */
  PathHandle folder() {
    return folder;
  }

  /** What the copy is called there; {@code .} for what is in a folder. */
  String name() {
    return name;
  }

  /** Whether its file system can be written to. */
  static boolean isWritable(PathHandle folder) {
    return Files.isWritable(folder.path());
  }

  @Override
  public void close() {
    folder.close();
  }
}
