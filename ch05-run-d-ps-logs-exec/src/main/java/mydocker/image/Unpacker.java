package mydocker.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_BLK;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_CHR;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_CONTIG;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_DIR;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_FIFO;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_LINK;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_NORMAL;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_OLDNORM;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_SYMLINK;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import mydocker.linux.DeviceNumber;
import mydocker.linux.Nodes;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Makes a layer's files out of what images carry: a tar of the files that the layer adds or
 * changes, and of marks for those that it removes. See "Image Layer Filesystem Changeset" in the
 * OCI image specification.
 */
final class Unpacker {
  private static final int PERMISSIONS = 07777; // with setuid, setgid and the sticky bit
  private static final int UNFINISHED = 0600;

  private final LayerFolder folder;
  private final Whiteouts whiteouts;
  private final DigestInputStream in;
  private final EndSeekingTar tar;

  /** The times of folders come at the end: files that are made in a folder change its time. */
  private final Map<EntryName, Instant> folders = new LinkedHashMap<>();

  /** A tar that can be told by its end, a block of zeros, from one that was cut off. */
  private static final class EndSeekingTar extends TarArchiveInputStream {
    private boolean ended;

    EndSeekingTar(InputStream in) {
      super(in, UTF_8.name());
    }

    @Override
    protected boolean isEOFRecord(byte[] block) {
      boolean end = super.isEOFRecord(block);
      ended |= end && block != null;
      return end;
    }
  }

  private Unpacker(InputStream in, Path folder, Whiteouts whiteouts) {
    this.folder = new LayerFolder(folder, whiteouts);
    this.whiteouts = whiteouts;
    this.in = new DigestInputStream(in, Digest.sha256());
    tar = new EndSeekingTar(this.in);
  }

  /**
   * Makes a layer's files. Owners, modes, times, hard links and devices are kept, the marks are
   * translated into those of the storage driver.
   *
   * @param tar not compressed; read to its end, but not closed
   * @param folder an empty folder that nobody else changes meanwhile; what is in it after a failure
   *     is for the caller to remove
   * @return the digest of the tar, the layer's diff ID
   * @throws IOException if the tar is cut off, damaged or malicious
   */
  static Digest unpack(InputStream tar, Path folder, Whiteouts whiteouts) throws IOException {
    return new Unpacker(tar, folder, whiteouts).run();
  }

  private Digest run() throws IOException {
    String where = "";
    try {
      for (TarArchiveEntry entry = next(); entry != null; entry = next()) {
        where = " at the entry '" + entry.getName() + "'";
        apply(entry);
        tar.transferTo(OutputStream.nullOutputStream());
        where = " after the entry '" + entry.getName() + "'";
      }
      if (!tar.ended) {
        throw new IOException("the tar is cut off");
      }
      finishFolders();
      in.transferTo(OutputStream.nullOutputStream()); // what follows the tar's end counts, too
      return Digest.of(in.getMessageDigest());
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          EntryName.printable("unpack the layer%s: %s".formatted(where, reason(e))), e);
    }
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private TarArchiveEntry next() throws IOException {
    TarArchiveEntry entry = tar.getNextEntry();
    if (entry != null && !entry.isCheckSumOK()) {
      throw new IOException(
          "the next header has a wrong checksum: the tar is damaged, none, or compressed (gunzip)");
    }
    return entry;
  }

  private void apply(TarArchiveEntry entry) throws IOException {
    EntryName name = EntryName.parse(entry.getName());
    String last = name.last();
    boolean isOpaque = last.equals(AufsWhiteouts.OPAQUE);
    if (!isOpaque && name.parts().stream().anyMatch(p -> p.startsWith(AufsWhiteouts.INTERNAL))) {
      return; // aufs's own, in layers that docker before 1.10 made
    }
    checkFolders(name);
    if (isOpaque) {
      whiteouts.hideBelow(folder.place(name).getParent());
    } else if (last.startsWith(AufsWhiteouts.PREFIX)) {
      hide(name, last.substring(AufsWhiteouts.PREFIX.length()));
    } else {
      make(entry, name);
    }
  }

  private static void checkFolders(EntryName name) throws IOException {
    for (String part : name.folders()) {
      if (part.startsWith(AufsWhiteouts.PREFIX)) {
        throw new IOException("'%s' marks a removed file, and is no folder".formatted(part));
      }
    }
  }

  private void hide(EntryName whiteout, String hidden) throws IOException {
    if (hidden.isEmpty() || hidden.equals(".") || hidden.equals("..")) {
      throw new IOException("it removes no file that a layer can have");
    }
    folder.hide(folder.place(whiteout).resolveSibling(hidden));
  }

  private void make(TarArchiveEntry entry, EntryName name) throws IOException {
    byte type = entry.getLinkFlag();
    switch (type) {
      case LF_OLDNORM, LF_NORMAL, LF_CONTIG -> {
        if (entry.getName().endsWith("/")) {
          makeFolder(entry, name);
        } else {
          makeFile(entry, name);
        }
      }
      case LF_DIR -> makeFolder(entry, name);
      case LF_LINK -> makeHardLink(entry, name);
      case LF_SYMLINK -> makeSymlink(entry, name);
      case LF_CHR -> makeDevice(entry, name, Nodes.S_IFCHR);
      case LF_BLK -> makeDevice(entry, name, Nodes.S_IFBLK);
      case LF_FIFO -> makeNode(entry, name, Nodes.S_IFIFO, DeviceNumber.NONE);
      default ->
          throw new IOException("mydocker knows no entries of the type '" + (char) type + "'");
    }
  }

  /** A free place for what has no content. */
  private Path makeRoom(TarArchiveEntry entry, EntryName name) throws IOException {
    checkEmpty(entry);
    Path place = folder.place(name);
    folder.clear(place);
    return place;
  }

  /** Some programs skip the content of what can have none, others take it for the next entry. */
  private static void checkEmpty(TarArchiveEntry entry) throws IOException {
    if (entry.getSize() != 0) {
      throw new IOException("it is no file, but has %d bytes".formatted(entry.getSize()));
    }
  }

  private void makeFolder(TarArchiveEntry entry, EntryName name) throws IOException {
    checkEmpty(entry);
    Path place = folder.place(name);
    folder.makeFolder(place);
    setOwnerAndMode(place, entry);
    folders.put(name, time(entry));
  }

  private void makeFile(TarArchiveEntry entry, EntryName name) throws IOException {
    if (entry.isSparse()) {
      throw new IOException("a file with holes is read from chapter 7 on");
    }
    Path file = folder.place(name);
    folder.clear(file);
    Files.copy(tar, file);
    setOwnerAndMode(file, entry);
    Nodes.setTime(file, time(entry));
  }

  private void makeHardLink(TarArchiveEntry entry, EntryName name) throws IOException {
    Path link = makeRoom(entry, name);
    try {
      Files.createLink(link, folder.target(EntryName.parse(entry.getLinkName())));
    } catch (IOException e) {
      throw new IOException("hard link to '%s': %s".formatted(entry.getLinkName(), reason(e)), e);
    }
  }

  private void makeSymlink(TarArchiveEntry entry, EntryName name) throws IOException {
    EntryName.checkEncoding(entry.getLinkName());
    Path link = makeRoom(entry, name);
    Nodes.makeSymlink(link, entry.getLinkName());
    setOwner(link, entry);
    Nodes.setTime(link, time(entry));
  }

  private void makeDevice(TarArchiveEntry entry, EntryName name, int type) throws IOException {
    DeviceNumber device = new DeviceNumber(entry.getDevMajor(), entry.getDevMinor());
    if (type == Nodes.S_IFCHR && device.equals(DeviceNumber.NONE)) {
      throw new IOException("the character device 0:0 is a mark of overlayfs");
    }
    makeNode(entry, name, type, device);
  }

  private void makeNode(TarArchiveEntry entry, EntryName name, int type, DeviceNumber device)
      throws IOException {
    Path node = makeRoom(entry, name);
    Nodes.make(node, type | UNFINISHED, device);
    setOwnerAndMode(node, entry);
    Nodes.setTime(node, time(entry));
  }

  /** In this order: a change of the owner takes the setuid bit away. */
  private static void setOwnerAndMode(Path file, TarArchiveEntry entry) throws IOException {
    setOwner(file, entry);
    Files.setAttribute(file, "unix:mode", entry.getMode() & PERMISSIONS);
  }

  /** Commons Compress takes the highest IDs for negative ones, if they are not in a record. */
  private static void setOwner(Path file, TarArchiveEntry entry) throws IOException {
    long unsigned = 0xffff_ffffL;
    Nodes.setOwner(file, entry.getLongUserId() & unsigned, entry.getLongGroupId() & unsigned);
  }

  private static Instant time(TarArchiveEntry entry) {
    return entry.getLastModifiedTime().toInstant();
  }

  private void finishFolders() throws IOException {
    for (Map.Entry<EntryName, Instant> made : folders.entrySet()) {
      Optional<Path> place = folder.find(made.getKey());
      if (place.isPresent()) {
        Nodes.setTime(place.get(), made.getValue());
      }
    }
  }
}
