package mydocker.image;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipEncoding;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;

/**
 * Writes entries in the pax format: a header of 1988, and before it an extended header with all
 * that does not fit. (The writer of Commons Compress makes extended headers, too, but none with the
 * bytes of an extended attribute.)
 */
final class TarWriter {
  private static final int BLOCK = TarConstants.DEFAULT_RCDSIZE;
  private static final long MAX_ID = TarConstants.MAXID;
  private static final long MAX_SIZE = TarConstants.MAXSIZE; // and the last second, too
  private static final ZipEncoding NAMES = ZipEncodingHelper.getZipEncoding("UTF-8");

  private final OutputStream out;
  private final byte[] buffer = new byte[1 << 16];

  TarWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes an entry without its content.
   *
   * @param xattrs the extended attributes of the file
   */
  void header(TarArchiveEntry entry, Map<String, byte[]> xattrs) throws IOException {
    Map<String, byte[]> records = new TreeMap<>();
    xattrs.forEach((name, value) -> records.put(PaxRecords.XATTR + name, value));
    addName(records, "path", entry.getName());
    addName(records, "linkpath", entry.getLinkName());
    addNumber(records, "uid", entry.getLongUserId(), MAX_ID);
    addNumber(records, "gid", entry.getLongGroupId(), MAX_ID);
    addNumber(records, "size", entry.getSize(), MAX_SIZE);
    addTime(records, entry.getLastModifiedTime().toInstant());
    if (!records.isEmpty()) {
      byte[] body = PaxRecords.encode(records);
      TarArchiveEntry extended =
          entry("PaxHeaders.0/file", TarConstants.LF_PAX_EXTENDED_HEADER_LC, body.length);
      block(extended);
      out.write(body);
      pad(body.length);
    }
    block(entry);
  }

  /** A new entry that owes nothing to whoever runs this. */
  static TarArchiveEntry entry(String name, byte type, long size) {
    TarArchiveEntry entry = new TarArchiveEntry(name, type);
    entry.setUserName("");
    entry.setSize(size);
    entry.setLastModifiedTime(FileTime.fromMillis(0));
    return entry;
  }

  private static void addName(Map<String, byte[]> records, String key, String name) {
    byte[] bytes = name.getBytes(UTF_8);
    if (bytes.length > TarConstants.NAMELEN || !US_ASCII.newEncoder().canEncode(name)) {
      records.put(key, bytes);
    }
  }

  private static void addNumber(Map<String, byte[]> records, String key, long number, long max) {
    if (number > max) {
      records.put(key, Long.toString(number).getBytes(US_ASCII));
    }
  }

  private static void addTime(Map<String, byte[]> records, Instant time) {
    long seconds = time.getEpochSecond();
    if (time.getNano() != 0 || seconds < 0 || seconds > MAX_SIZE) {
      BigDecimal exact = BigDecimal.valueOf(seconds).add(BigDecimal.valueOf(time.getNano(), 9));
      records.put("mtime", exact.stripTrailingZeros().toPlainString().getBytes(US_ASCII));
    }
  }

  /** Numbers without room are written as 0: the extended header has them. */
  private void block(TarArchiveEntry entry) throws IOException {
    byte[] block = new byte[BLOCK];
    entry.writeEntryHeader(block, NAMES, false);
    out.write(block);
  }

  /**
   * Writes the content of the last entry.
   *
   * @param size as the entry has it
   * @throws IOException if there is less
   */
  void content(InputStream content, long size) throws IOException {
    for (long left = size; left > 0; ) {
      int n = content.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (n == -1) {
        throw new IOException("it became shorter while it was read");
      }
      out.write(buffer, 0, n);
      left -= n;
    }
    pad(size);
  }

  /** Writes the two empty blocks that tell of the end; the stream stays open. */
  void finish() throws IOException {
    out.write(new byte[2 * BLOCK]);
    out.flush();
  }

  private void pad(long size) throws IOException {
    out.write(new byte[(int) (-size & BLOCK - 1)]);
  }
}
