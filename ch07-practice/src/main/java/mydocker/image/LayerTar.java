package mydocker.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * A layer as images carry it: a tar of the files that it adds or changes, and of marks for those
 * that it removes. See "Image Layer Filesystem Changeset" in the OCI image specification.
 */
final class LayerTar {

  private LayerTar() {}

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

  /**
   * Writes a layer's tar, sorted by name: the same folder gives the same bytes. Sockets are left
   * out, and what the storage driver has put there for itself.
   *
   * @param tar stays open
   */
  static void pack(Path folder, Whiteouts whiteouts, OutputStream tar) throws IOException {
    new Packer(folder, whiteouts, tar).run();
  }
}
