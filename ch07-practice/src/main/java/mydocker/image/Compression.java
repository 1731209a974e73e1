package mydocker.image;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.tukaani.xz.MemoryLimitException;
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
    Optional<Compression> compression = of(buffered);
    return compression.isPresent() ? compression.get().open(buffered) : buffered;
  }

  /** How what comes is compressed, if it is; nothing of it is taken away. */
  static Optional<Compression> of(BufferedInputStream buffered) throws IOException {
    buffered.mark(MAX_MAGIC);
    byte[] start = buffered.readNBytes(MAX_MAGIC);
    buffered.reset();
    for (Compression each : values()) {
      if (Arrays.equals(each.magic, Arrays.copyOf(start, each.magic.length))) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** A stream of decompressed bytes. */
  abstract InputStream decompress(InputStream in) throws IOException;

  private InputStream open(BufferedInputStream in) throws IOException {
    if (this == ZSTD) {
      return decompress(in);
    }
    try {
      return new Decompressed(decompress(in));
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private IOException broken(IOException e) {
    String reason =
        e instanceof MemoryLimitException needed
            ? "to decompress it takes %d MiB of memory, %d MiB are allowed: decompress it first"
                .formatted(needed.getMemoryNeeded() >> 10, XZ_MEMORY_KIB >> 10)
            : "it is broken or cut off: "
                + (e instanceof EOFException ? "no more data" : e.getMessage());
    return new IOException(
        "read %s data: %s".formatted(name().toLowerCase(Locale.ROOT), reason), e);
  }

  /** Tells of broken data in words that name the compression. */
  private final class Decompressed extends FilterInputStream {
    Decompressed(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) == 1 ? one[0] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return super.read(buffer, offset, length);
      } catch (IOException e) {
        throw broken(e);
      }
    }
  }
}
