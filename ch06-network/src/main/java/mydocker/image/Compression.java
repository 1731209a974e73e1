package mydocker.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** How an archive is compressed. Its first bytes tell, whatever its name. */
enum Compression {
  GZIP("1f8b") {
    @Override
    InputStream decompress(InputStream in) throws IOException {
      return new GzipCompressorInputStream(in, true); // all members, one after the other
    }
  },
  XZ("fd377a585a00") {
    @Override
    InputStream decompress(InputStream in) throws IOException {
      return new XZInputStream(in, XZ_MEMORY_KIB);
    }
  },
  ZSTD("28b52ffd") {
    @Override
    InputStream decompress(InputStream in) throws IOException {
      throw new IOException(
          "read a zstd archive: mydocker reads gzip and xz: decompress it first (zstd -d FILE)");
    }
  };

  private static final int XZ_MEMORY_KIB = 128 << 10; // twice what xz -9 needs
  private static final int MAX_MAGIC = 6;

  private final byte[] magic;

  Compression(String magic) {
    this.magic = HexFormat.of().parseHex(magic);
  }

  /**
   * The archive itself, decompressed if it is compressed. Data that turn out to be broken are an
   * {@link IOException} of whoever reads them.
   *
   * @throws IOException if it is compressed with zstd, or broken from the beginning
   */
  static InputStream open(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    buffered.mark(MAX_MAGIC);
    byte[] start = buffered.readNBytes(MAX_MAGIC);
    buffered.reset();
    for (Compression each : values()) {
      if (Arrays.equals(each.magic, Arrays.copyOf(start, each.magic.length))) {
        return each.decompress(buffered);
      }
    }
    return buffered;
  }

  /** A stream of decompressed bytes. */
  abstract InputStream decompress(InputStream in) throws IOException;
}
