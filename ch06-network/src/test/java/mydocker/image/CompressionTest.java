package mydocker.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class CompressionTest {
  private static final byte[] CONTENT = content();

  private static byte[] content() {
    byte[] content = new byte[300_000];
    new Random(1).nextBytes(content);
    return content;
  }

  @Test
  void plain() throws IOException {
    assertArrayEquals(CONTENT, open(CONTENT));
    assertArrayEquals(new byte[0], open(new byte[0]));
    assertArrayEquals(new byte[] {0x1f}, open(new byte[] {0x1f}));
  }

  @Test
  void gzip() throws IOException {
    assertArrayEquals(CONTENT, open(gzip(CONTENT)));
    assertArrayEquals(new byte[0], open(gzip(new byte[0])));
  }

  @Test
  void gzipOfSeveralMembers() throws IOException {
    byte[] head = Arrays.copyOf(CONTENT, 1000);
    byte[] tail = Arrays.copyOfRange(CONTENT, 1000, CONTENT.length);
    assertArrayEquals(CONTENT, open(joined(gzip(head), gzip(new byte[0]), gzip(tail))));
  }

  @Test
  void xz() throws IOException {
    assertArrayEquals(CONTENT, open(xz(CONTENT, 6)));
    assertArrayEquals(CONTENT, open(withDictionary(xz(CONTENT, 0), 28))); // 64 MiB, as xz -9 has
    assertArrayEquals(joined(CONTENT, CONTENT), open(joined(xz(CONTENT, 1), xz(CONTENT, 2))));
  }

  /**
   * The same stream with another size of its dictionary in its head, 2^(code / 2 + 12): "LZMA2" in
   * the .xz file format. To make such a stream would take ten times the memory.
   */
  private static byte[] withDictionary(byte[] xz, int code) {
    byte[] changed = xz.clone();
    changed[16] = (byte) code;
    int crc = crc32(changed, 12, 8);
    for (int i = 0; i < 4; i++) {
      changed[20 + i] = (byte) (crc >>> 8 * i);
    }
    return changed;
  }

  @Test
  void zstdIsNamed() {
    assertEquals(
        "read a zstd archive: mydocker reads gzip and xz: decompress it first (zstd -d FILE)",
        failure(HexFormat.of().parseHex("28b52ffd2000010000")));
  }

  @Test
  void whatIsBrokenOrCutOffIsRefused() throws IOException {
    for (byte[] good : new byte[][] {gzip(CONTENT), xz(CONTENT, 6)}) {
      for (int length = 6; length < good.length; length += good.length / 50) {
        failure(Arrays.copyOf(good, length));
      }
      byte[] bad = good.clone();
      bad[good.length / 2] ^= 1;
      failure(bad);
      failure(joined(good, "garbage".getBytes()));
    }
  }

  private static byte[] open(byte[] compressed) throws IOException {
    InputStream slow =
        new ByteArrayInputStream(compressed) {
          @Override
          public synchronized int available() {
            return 0; // as a pipe whose writer is slow
          }
        };
    try (InputStream in = Compression.open(slow)) {
      return in.readAllBytes();
    }
  }

  private static String failure(byte[] compressed) {
    return assertThrows(IOException.class, () -> open(compressed)).getMessage();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] xz(byte[] content, int preset) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new XZOutputStream(bytes, new LZMA2Options(preset))) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static int crc32(byte[] bytes, int offset, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
