package mydocker.image;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A file that a stream is copied into before anybody waits for us: a slow stdin must not hold the
 * lock, and what must be read out of order needs a file.
 */
public final class Spool {
  private Spool() {}

  /** The same bytes, once all of them have come. */
  public static InputStream copy(InputStream in, Path folder) throws IOException {
    return new BufferedInputStream(Channels.newInputStream(of(in, folder)), 1 << 16);
  }

  /** An empty file. It has no name any more, so that nothing of it can stay behind. */
  static FileChannel create(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve("spool-" + UUID.randomUUID()),
        CREATE_NEW,
        READ,
        WRITE,
        DELETE_ON_CLOSE); // which Linux does at once
  }

  /** A file with all bytes. */
  static FileChannel of(InputStream in, Path folder) throws IOException {
    StoreLock.makePrivate(folder);
    FileChannel file = create(folder);
    try {
      copy(in, Channels.newOutputStream(file), UnpackLimits.of(folder).maxBytes());
      return file.position(0);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** A few compressed bytes can become a full disk. */
  private static void copy(InputStream in, OutputStream out, long maxBytes) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      size += n;
      if (size > maxBytes) {
        throw new IOException("copy an archive: it has more than " + maxBytes + " bytes");
      }
      out.write(buffer, 0, n);
    }
  }
}
