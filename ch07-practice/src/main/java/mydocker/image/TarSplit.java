package mydocker.image;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What is needed to give back, byte for byte, a tar that was unpacked: all of it but the contents
 * of its files, which are in the layer's folder. The same files could be written as a tar in many
 * ways (order, formats, padding), and each has another digest, but a layer must keep its own.
 *
 * <p>The file is gzip over a list of segments: {@code r}, a length and as many raw bytes; or {@code
 * f}, a path in the folder, the content's length and its CRC-32; at the end {@code e}.
 */
final class TarSplit {
  private static final int RAW = 'r';
  private static final int FILE = 'f';
  private static final int END = 'e';
  private static final int BUFFER = 1 << 16;

  private TarSplit() {}

  /** The parts of a tar, in their order. */
  interface Segments {

    /** Bytes of the tar, as they are. */
    void raw(byte[] bytes, int offset, int length) throws IOException;

    /**
     * The content of a file.
     *
     * @param path where it is in the layer's folder
     * @param size its length in bytes
     * @param crc its CRC-32
     */
    void file(String path, long size, long crc) throws IOException;
  }

  /**
   * Writes the tar that a layer came from.
   *
   * @param split what was recorded of it
   * @param folder the layer's files
   * @throws IOException if a file's content is missing or has been changed, or the record is broken
   */
  static void assemble(Path split, Path folder, OutputStream tar) throws IOException {
    read(
        split,
        new Segments() {
          @Override
          public void raw(byte[] bytes, int offset, int length) throws IOException {
            tar.write(bytes, offset, length);
          }

          @Override
          public void file(String path, long size, long crc) throws IOException {
            Path file = folder.resolve(path);
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || Files.size(file) != size
                || copy(file, tar) != crc) {
              throw new IOException(
                  "give back the layer's file %s: it is missing or has been changed: remove the"
                          .formatted(file)
                      + " image and load it again");
            }
          }
        });
  }

  private static long copy(Path file, OutputStream to) throws IOException {
    CRC32 crc = new CRC32();
    Files.copy(file, new CheckedOutputStream(to, crc));
    return crc.getValue();
  }

  private static void read(Path split, Segments to) throws IOException {
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new GZIPInputStream(Files.newInputStream(split), BUFFER)))) {
      byte[] buffer = new byte[BUFFER];
      while (true) {
        int kind = in.readUnsignedByte();
        switch (kind) {
          case RAW -> {
            int length = in.readUnsignedShort();
            in.readFully(buffer, 0, length);
            to.raw(buffer, 0, length);
          }
          case FILE -> to.file(in.readUTF(), in.readLong(), in.readLong());
          case END -> {
            return;
          }
          default -> throw new IOException("unknown segment " + kind + " in " + split);
        }
      }
    }
  }

  /**
   * Records a tar while it is being unpacked. What is not {@link #finish finished} is removed on
   * {@link #close}.
   */
  static final class Writer implements Segments, AutoCloseable {
    private static final int MAX_RAW = BUFFER - 1;

    private final Path split;
    private final Path folder;
    private final Path replaced;
    private final DataOutputStream out;
    private final byte[] pending = new byte[MAX_RAW];
    private int pendingLength;

    // A tar may hold a file twice: then the first content is in the folder no more.
    private final Map<String, Integer> segmentOf = new HashMap<>();
    private final List<Integer> replacedSegments = new ArrayList<>();
    private int segments;
    private boolean finished;

    /**
     * Begins a record.
     *
     * @param split the new file for it
     * @param folder where the files are unpacked
     */
    Writer(Path split, Path folder) throws IOException {
      this.split = split;
      this.folder = folder;
      replaced = split.resolveSibling(split.getFileName() + ".replaced");
      out =
          new DataOutputStream(
              new BufferedOutputStream(
                  new GZIPOutputStream(Files.newOutputStream(split), BUFFER), BUFFER));
    }

    @Override
    public void raw(byte[] bytes, int offset, int length) throws IOException {
      int done = 0;
      while (done < length) {
        if (pendingLength == MAX_RAW) {
          writePending();
        }
        int n = Math.min(length - done, MAX_RAW - pendingLength);
        System.arraycopy(bytes, offset + done, pending, pendingLength, n);
        pendingLength += n;
        done += n;
      }
    }

    @Override
    public void file(String path, long size, long crc) throws IOException {
      writePending();
      out.writeByte(FILE);
      out.writeUTF(path);
      out.writeLong(size);
      out.writeLong(crc);
      segmentOf.put(path, segments++);
    }

    private void writePending() throws IOException {
      if (pendingLength > 0) {
        out.writeByte(RAW);
        out.writeShort(pendingLength);
        out.write(pending, 0, pendingLength);
        pendingLength = 0;
      }
    }

    /** Removes a file or an empty folder that is replaced by a later entry of the tar. */
    void delete(Path file) throws IOException {
      Integer segment = segmentOf.remove(folder.relativize(file).toString());
      if (segment == null) {
        Files.delete(file);
      } else {
        Files.createDirectories(replaced);
        Files.move(file, replaced.resolve(segment.toString()));
        replacedSegments.add(segment);
      }
    }

    /** Ends the record; it is complete then. */
    void finish() throws IOException {
      writePending();
      out.writeByte(END);
      out.close();
      if (!replacedSegments.isEmpty()) {
        recordReplaced();
      }
      finished = true;
    }

    /** Writes the record anew, with the contents in it that the folder has no more. */
    private void recordReplaced() throws IOException {
      Path whole = replaced.resolve("whole");
      try (Writer writer = new Writer(whole, folder)) {
        read(
            split,
            new Segments() {
              private int segment;

              @Override
              public void raw(byte[] bytes, int offset, int length) throws IOException {
                writer.raw(bytes, offset, length);
              }

              @Override
              public void file(String path, long size, long crc) throws IOException {
                Path content = replaced.resolve(Integer.toString(segment++));
                if (Files.exists(content)) {
                  copy(content, new RawStream(writer));
                } else {
                  writer.file(path, size, crc);
                }
              }
            });
        writer.finish();
      }
      Files.move(whole, split, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
      out.close();
      for (int segment : replacedSegments) {
        Files.deleteIfExists(replaced.resolve(Integer.toString(segment)));
      }
      Files.deleteIfExists(replaced);
      if (!finished) {
        Files.deleteIfExists(split);
      }
    }
  }

  /** Records as raw bytes what is written into it. */
  private static final class RawStream extends OutputStream {
    private final Writer writer;

    RawStream(Writer writer) {
      this.writer = writer;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      writer.raw(bytes, offset, length);
    }
  }
}
