package mydocker.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mydocker.linux.DeviceNumber;
import mydocker.linux.Nodes;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes the tar of one layer's folder, as {@link Unpacker} reads it. */
final class Packer {
  private static final int PERMISSIONS = 07777;
  private static final int WHITEOUT_MODE = 0600; // as docker's

  private final Path folder;
  private final Whiteouts whiteouts;
  private final TarArchiveOutputStream tar;
  private String current = "";

  /** The name by which a file with several came into the tar, by its inode. */
  private final Map<Object, String> linked = new HashMap<>();

  private Packer(Path folder, Whiteouts whiteouts, OutputStream out) {
    this.folder = folder;
    this.whiteouts = whiteouts;
    tar = new TarArchiveOutputStream(out, UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
  }

  /**
   * Writes all but the folder itself, sorted by name: the same folder gives the same bytes. Sockets
   * are left out, and what the storage driver has put there for itself; times have seven digits.
   *
   * @param tar stays open
   */
  static void pack(Path folder, Whiteouts whiteouts, OutputStream tar) throws IOException {
    new Packer(folder, whiteouts, tar).run();
  }

  private void run() throws IOException {
    try {
      packFolder(folder);
      tar.finish();
    } catch (IOException | UncheckedIOException e) {
      throw new IOException(
          EntryName.printable("pack the layer at '%s': %s".formatted(current, e.getMessage())), e);
    }
  }

  private void packFolder(Path parent) throws IOException {
    if (whiteouts.isOpaque(parent)) {
      packWhiteout(name(parent.resolve(AufsWhiteouts.OPAQUE)));
    }
    for (Path file : sorted(parent)) {
      Optional<Path> hidden = whiteouts.hiddenBy(file);
      if (hidden.isPresent()) {
        String whiteout = AufsWhiteouts.PREFIX + hidden.get().getFileName();
        packWhiteout(name(file.resolveSibling(whiteout)));
      } else if (!whiteouts.isInternal(file)) {
        packFile(file, checked(file));
      }
    }
  }

  /** What a folder has, in one order for all drivers: a whiteout stands where its file would. */
  private static List<Path> sorted(Path folder) throws IOException {
    Comparator<Path> order =
        Comparator.<Path, String>comparing(
                f -> f.getFileName().toString().replace(AufsWhiteouts.PREFIX, ""))
            .thenComparing(Comparator.naturalOrder()); // of "a" and "a" with the prefix inside
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted(order).toList();
    }
  }

  private String checked(Path file) throws IOException {
    current = name(file);
    EntryName.checkEncoding(current);
    if (file.getFileName().toString().startsWith(AufsWhiteouts.PREFIX)) {
      throw new IOException(
          "a name with .wh. before it marks a removed file in an image: rename or remove it");
    }
    return current;
  }

  private String name(Path file) {
    return folder.relativize(file).toString();
  }

  private void packWhiteout(String name) throws IOException {
    TarArchiveEntry entry = entry(name, TarConstants.LF_NORMAL, 0);
    entry.setMode(WHITEOUT_MODE);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  private void packFile(Path file, String name) throws IOException {
    Map<String, Object> attributes =
        Files.readAttributes(file, "unix:*", LinkOption.NOFOLLOW_LINKS);
    int mode = (int) attributes.get("mode");
    int type = mode & Nodes.S_IFMT;
    if (type == Nodes.S_IFSOCK) {
      return; // of no use without the process that has made it
    }
    String first = type == Nodes.S_IFDIR ? null : firstName(name, attributes);
    TarArchiveEntry entry =
        entry(
            type == Nodes.S_IFDIR ? name + "/" : name,
            first == null ? tarType(type) : TarConstants.LF_LINK,
            first == null && type == Nodes.S_IFREG ? (long) attributes.get("size") : 0);
    entry.setMode(mode & PERMISSIONS);
    entry.setUserId(Integer.toUnsignedLong((int) attributes.get("uid")));
    entry.setGroupId(Integer.toUnsignedLong((int) attributes.get("gid")));
    entry.setLastModifiedTime((FileTime) attributes.get("lastModifiedTime"));
    if (first != null) {
      entry.setLinkName(first);
    } else if (type == Nodes.S_IFLNK) {
      entry.setLinkName(Nodes.readSymlink(file));
    } else if (type == Nodes.S_IFCHR || type == Nodes.S_IFBLK) {
      DeviceNumber device = DeviceNumber.of((long) attributes.get("rdev"));
      entry.setDevMajor(device.major());
      entry.setDevMinor(device.minor());
    }
    tar.putArchiveEntry(entry);
    if (entry.getSize() > 0) {
      try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        content.transferTo(tar);
      }
    }
    tar.closeArchiveEntry();
    if (type == Nodes.S_IFDIR) {
      packFolder(file);
    }
  }

  /** A new entry that owes nothing to whoever runs this. */
  private static TarArchiveEntry entry(String name, byte type, long size) {
    TarArchiveEntry entry = new TarArchiveEntry(name, type);
    entry.setUserName("");
    entry.setSize(size);
    entry.setLastModifiedTime(FileTime.fromMillis(0));
    return entry;
  }

  /** The earlier name of a file that has several; null if this is its first or only one. */
  private String firstName(String name, Map<String, Object> attributes) {
    return (int) attributes.get("nlink") > 1
        ? linked.putIfAbsent(attributes.get("fileKey"), name)
        : null;
  }

  private static byte tarType(int type) {
    return switch (type) {
      case Nodes.S_IFDIR -> TarConstants.LF_DIR;
      case Nodes.S_IFLNK -> TarConstants.LF_SYMLINK;
      case Nodes.S_IFCHR -> TarConstants.LF_CHR;
      case Nodes.S_IFBLK -> TarConstants.LF_BLK;
      case Nodes.S_IFIFO -> TarConstants.LF_FIFO;
      default -> TarConstants.LF_NORMAL;
    };
  }
}
