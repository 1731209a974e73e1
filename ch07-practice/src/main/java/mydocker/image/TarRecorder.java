package mydocker.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.zip.CRC32;

/** A tar on its way to the library that reads it: counted, digested and recorded as it passes. */
final class TarRecorder extends InputStream {
  /** As Go's archive/tar; xattrs and names have room in it, and nobody's memory is filled. */
  private static final int MAX_HEADER = 1 << 18;

  private final InputStream in;
  private final TarSplit.Segments split;
  private final long maxBytes;
  private final MessageDigest digest = Digest.sha256();
  private final CRC32 crc = new CRC32();
  private long position;
  private ByteArrayOutputStream header;
  private String path;
  private long size;
  private long left;

  /**
   * Wraps a tar.
   *
   * @param split what records it
   * @param maxBytes how long it may be
   */
  TarRecorder(InputStream in, TarSplit.Segments split, long maxBytes) {
    this.in = in;
    this.split = split;
    this.maxBytes = maxBytes;
  }

  /** How many bytes have been read. */
  long position() {
    return position;
  }

  /** From now on an entry's headers are read: keep them. */
  void beginHeader() {
    header = new ByteArrayOutputStream();
  }

  /** All that was read since {@link #beginHeader}. */
  byte[] endHeader() {
    byte[] all = header.toByteArray();
    header = null;
    return all;
  }

  /**
   * The next bytes are the content of a file, and need not be recorded.
   *
   * @param path where it is in the layer's folder
   * @param size how many there are
   */
  void beginContent(String path, long size) {
    this.path = path;
    this.size = size;
    left = size;
    crc.reset();
  }

  /** Reads to the end, which may be far behind the tar's own, and returns the digest of all. */
  Digest end() throws IOException {
    transferTo(OutputStream.nullOutputStream());
    return Digest.of(digest);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) == 1 ? one[0] & 0xff : -1;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = in.read(buffer, offset, left > 0 ? (int) Math.min(length, left) : length);
    if (n > 0) {
      position += n;
      if (position > maxBytes) {
        throw new IOException(
            "the archive is larger than the limit of %d bytes".formatted(maxBytes));
      }
      digest.update(buffer, offset, n);
      record(buffer, offset, n);
    }
    return n;
  }

  private void record(byte[] buffer, int offset, int n) throws IOException {
    if (left > 0) {
      crc.update(buffer, offset, n);
      left -= n;
      if (left == 0) {
        split.file(path, size, crc.getValue());
      }
    } else {
      split.raw(buffer, offset, n);
      if (header != null) {
        header.write(buffer, offset, n);
        if (header.size() > MAX_HEADER) {
          throw new IOException("an entry has headers of more than %d bytes".formatted(MAX_HEADER));
        }
      }
    }
  }
}
