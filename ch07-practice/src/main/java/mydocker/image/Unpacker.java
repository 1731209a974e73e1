package mydocker.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_BLK;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_CHR;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_CONTIG;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_DIR;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_FIFO;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_GNUTYPE_SPARSE;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_LINK;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_NORMAL;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_OLDNORM;
import static org.apache.commons.compress.archivers.tar.TarConstants.LF_SYMLINK;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import mydocker.linux.DeviceNumber;
import mydocker.linux.Nodes;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.utils.ArchiveUtils;

/**
 * Makes a layer's files out of what images carry: a tar of the files that the layer adds or
 * changes, and of marks for those that it removes. See "Image Layer Filesystem Changeset" in the
 * OCI image specification.
 */
final class Unpacker {
  private static final int BLOCK = TarConstants.DEFAULT_RCDSIZE;
  private static final int PERMISSIONS = 07777; // with setuid, setgid and the sticky bit
  private static final int UNFINISHED = 0600;

  private final LayerFolder folder;
  private final Whiteouts whiteouts;
  private final UnpackLimits limits;
  private final TarRecorder recorder;
  private final EndSeekingTar tar;
  private final byte[] buffer = new byte[1 << 16];
  private long bytes;

  // Of the entry that is being unpacked:
  private Map<String, byte[]> records = Map.of();
  private Map<String, byte[]> xattrs = Map.of();

  /** What comes at the end: files change a folder's time, and its default ACL changes them. */
  private final Map<EntryName, Late> folders = new LinkedHashMap<>();

  private record Late(Map<String, byte[]> xattrs, Instant time) {}

  /** A tar that can be told by its end, a block of zeros, from one that was cut off. */
  private static final class EndSeekingTar extends TarArchiveInputStream {
    private boolean ended;

    EndSeekingTar(InputStream in) {
      super(in, BLOCK, BLOCK, ISO_8859_1.name(), false); // names as bytes: see text()
    }

    @Override
    protected boolean isEOFRecord(byte[] block) {
      boolean end = super.isEOFRecord(block);
      ended |= end && block != null;
      return end;
    }
  }

  private Unpacker(
      InputStream in,
      Path folder,
      Whiteouts whiteouts,
      UnpackLimits limits,
      TarSplit.Writer split) {
    this.folder = new LayerFolder(folder, whiteouts, split, limits.maxEntries());
    this.whiteouts = whiteouts;
    this.limits = limits;
    recorder = new TarRecorder(in, split, limits.maxBytes()); // the split is the caller's to close
    tar = new EndSeekingTar(recorder);
  }

  /**
   * Makes a layer's files. Owners, modes, times, hard links and devices are kept, the marks are
   * translated into those of the storage driver.
   *
   * <p>Extended attributes are kept, too.
   *
   * @param tar not compressed; read to its end, but not closed
   * @param folder an empty folder that nobody else changes meanwhile; what is in it after a failure
   *     is for the caller to remove
   * @param split the file to be made for {@link TarSplit#assemble}; there is none after a failure
   * @return the digest of the tar, the layer's diff ID
   * @throws IOException if the tar is cut off, damaged or malicious
   * @throws IOException if it is larger than allowed
   */
  static Digest unpack(
      InputStream tar, Path folder, Whiteouts whiteouts, UnpackLimits limits, Path split)
      throws IOException {
    try (TarSplit.Writer writer = new TarSplit.Writer(split, folder)) {
      Digest digest = new Unpacker(tar, folder, whiteouts, limits, writer).run();
      writer.finish();
      return digest;
    }
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
      return recorder.end();
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          EntryName.printable("unpack the layer%s: %s".formatted(where, reason(e))), e);
    }
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private TarArchiveEntry next() throws IOException {
    int padding = (int) (-recorder.position() & BLOCK - 1);
    recorder.beginHeader();
    TarArchiveEntry entry = tar.getNextEntry();
    byte[] headers = recorder.endHeader();
    if (entry != null) {
      if (!entry.isCheckSumOK()) {
        throw new IOException("the next header has a wrong checksum: the tar is damaged, or none");
      }
      records = PaxRecords.decode(Arrays.copyOfRange(headers, padding, headers.length));
    }
    return entry;
  }

  /**
   * A name that must be UTF-8. Commons Compress would put a question mark where it is not.
   *
   * @param header the name in the entry's header, a char for each byte
   * @param keys the records that come before it
   */
  private String text(String header, String... keys) throws IOException {
    byte[] bytes = header.getBytes(ISO_8859_1);
    for (String key : keys) {
      if (records.containsKey(key)) {
        bytes = records.get(key);
        break;
      }
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("its name is not in UTF-8: rename it where the image is made", e);
    }
  }

  private void apply(TarArchiveEntry entry) throws IOException {
    entry.setName(text(entry.getName(), "GNU.sparse.name", "path"));
    entry.setLinkName(text(entry.getLinkName(), "linkpath"));
    xattrs = PaxRecords.xattrs(records);
    LayerXattrs.check(xattrs);
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
      case LF_OLDNORM, LF_NORMAL, LF_CONTIG, LF_GNUTYPE_SPARSE -> {
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
    folders.put(name, new Late(xattrs, time(entry)));
  }

  private void makeFile(TarArchiveEntry entry, EntryName name) throws IOException {
    if (entry.getRealSize() > limits.maxBytes() - bytes) {
      throw new IOException(
          "with its %d bytes the layer is larger than the limit of %d bytes"
              .formatted(entry.getRealSize(), limits.maxBytes()));
    }
    bytes += entry.getRealSize();
    Path file = folder.place(name);
    folder.clear(file);
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      if (entry.isSparse()) {
        writeSparse(out, entry.getRealSize());
      } else {
        recorder.beginContent(name.toString(), entry.getSize());
        write(out);
      }
    }
    setOwnerAndMode(file, entry);
    LayerXattrs.apply(file, xattrs); // a change of the owner takes capabilities away, too
    Nodes.setTime(file, time(entry));
  }

  private void write(FileChannel out) throws IOException {
    for (int n = tar.read(buffer); n != -1; n = tar.read(buffer)) {
      writeFully(out, n);
    }
  }

  /** Leaves a hole where there are zeros. */
  private void writeSparse(FileChannel out, long size) throws IOException {
    for (int n = tar.read(buffer); n != -1; n = tar.read(buffer)) {
      if (ArchiveUtils.isArrayZero(buffer, n)) {
        out.position(out.position() + n);
      } else {
        writeFully(out, n);
      }
    }
    if (out.size() < size) {
      out.write(ByteBuffer.allocate(1), size - 1);
    }
  }

  private void writeFully(FileChannel out, int n) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
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
    LayerXattrs.apply(link, xattrs);
    Nodes.setTime(link, time(entry));
  }

  private void makeDevice(TarArchiveEntry entry, EntryName name, int type) throws IOException {
    DeviceNumber device = new DeviceNumber(entry.getDevMajor(), entry.getDevMinor());
    if (!limits.devices()) {
      throw new IOException("devices are not allowed in this layer");
    }
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
    LayerXattrs.apply(node, xattrs);
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
    for (Map.Entry<EntryName, Late> made : folders.entrySet()) {
      Optional<Path> place = folder.find(made.getKey());
      if (place.isPresent()) {
        LayerXattrs.apply(place.get(), made.getValue().xattrs());
        Nodes.setTime(place.get(), made.getValue().time());
      }
    }
  }
}
