package mydocker.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import mydocker.linux.DeviceNumber;
import mydocker.linux.Nodes;
import mydocker.linux.PathHandle;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes the tar of a file, or of a folder and all in it, while others may change it. A {@link
 * Packer} is for the folder of one layer, which nobody else changes.
 */
public final class TreePacker {
  private static final int PERMISSIONS = 07777;

  private final TarWriter tar;
  private final Set<Object> emptied;

  /** The name by which a file with several came into the tar, by its inode. */
  private final Map<Object, String> linked = new HashMap<>();

  /**
   * Writes to a stream, which stays open.
   *
   * @param emptied folders that are packed without what they have, by their inodes
   */
  public TreePacker(OutputStream out, Set<Object> emptied) {
    this.emptied = emptied;
    tar = new TarWriter(out);
  }

  /**
   * Packs something by itself, and ends the tar.
   *
   * @param parent the folder that it is in
   * @param name its name there
   * @param entry its name in the tar
   */
  public void pack(PathHandle parent, String name, String entry) throws IOException {
    packEntry(parent, name, entry);
    tar.finish();
  }

  /**
   * Packs something that has no name where it is held, and ends the tar.
   *
   * @param entry its name in the tar; {@code .} for a folder's content
   */
  public void pack(PathHandle held, String entry) throws IOException {
    pack(held, held.path(), held.attributes(), entry);
    tar.finish();
  }

  private void packEntry(PathHandle parent, String name, String entry) throws IOException {
    try (PathHandle held = parent.at(name)) {
      pack(held, parent.path(name), held.attributes(), entry);
    }
  }

  /**
   * Packs what is held.
   *
   * @param path leads to it, for its extended attributes and the text of a link
   */
  private void pack(PathHandle held, Path path, Map<String, Object> a, String name)
      throws IOException {
    EntryName.checkEncoding(name);
    int type = PathHandle.type(a);
    if (type == Nodes.S_IFSOCK) {
      return; // of no use without the process that has made it
    }
    boolean isFolder = type == Nodes.S_IFDIR;
    String first =
        !isFolder && (int) a.get("nlink") > 1 ? linked.putIfAbsent(a.get("fileKey"), name) : null;
    boolean hasContent = first == null && type == Nodes.S_IFREG;
    TarArchiveEntry entry =
        TarWriter.entry(
            isFolder ? name + "/" : name,
            first == null ? Packer.tarType(type) : TarConstants.LF_LINK,
            hasContent ? (long) a.get("size") : 0);
    entry.setMode((int) a.get("mode") & PERMISSIONS);
    entry.setUserId(Integer.toUnsignedLong((int) a.get("uid")));
    entry.setGroupId(Integer.toUnsignedLong((int) a.get("gid")));
    entry.setLastModifiedTime((FileTime) a.get("lastModifiedTime"));
    if (first != null) {
      entry.setLinkName(first);
    } else if (type == Nodes.S_IFLNK) {
      entry.setLinkName(Nodes.readSymlink(path));
    } else if (type == Nodes.S_IFCHR || type == Nodes.S_IFBLK) {
      DeviceNumber device = DeviceNumber.of((long) a.get("rdev"));
      entry.setDevMajor(device.major());
      entry.setDevMinor(device.minor());
    }
    boolean hasXattrs = first == null && (hasContent || isFolder);
    tar.header(entry, hasXattrs ? LayerXattrs.of(path) : Map.of());
    if (hasContent) {
      try (InputStream content = held.read()) {
        tar.content(content, entry.getSize());
      }
    } else if (isFolder && !emptied.contains(a.get("fileKey"))) {
      for (String child : held.names()) {
        packEntry(held, child, name.equals(".") ? child : name + "/" + child);
      }
    }
  }
}
