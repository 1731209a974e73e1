package mydocker.image;

import static java.nio.file.StandardOpenOption.READ;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/**
 * A tar archive whose files can be read in any order. What tells the order in which to read an
 * image comes last in the archive, so this needs a file to seek in.
 */
public final class Archive implements Closeable {
  /** More than any manifest or configuration has. */
  private static final int MAX_SMALL_FILE = 16 << 20;

  /** A longer way through symbolic links is a circle: path_resolution(7) stops there, too. */
  private static final int MAX_LINKS = 40;

  private final String what;
  private final FileChannel channel;
  private final TarFile tar;
  private final Map<String, TarArchiveEntry> entries = new HashMap<>();

  private Archive(String what, FileChannel channel) throws IOException {
    this.what = what;
    this.channel = channel;
    try {
      tar = new TarFile(channel);
      for (TarArchiveEntry entry : tar.getEntries()) {
        entries.put(path(entry.getName()), entry); // of two with one name, the later one counts
      }
    } catch (IOException | IllegalArgumentException e) {
      channel.close();
      throw new IOException("read " + what + ": it is no whole tar archive: " + e.getMessage(), e);
    }
  }

  /**
   * Opens an archive in a file.
   *
   * @param spool a folder with room for what the file must be turned into, if it is compressed
   */
  public static Archive open(Path file, Path spool) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException("open " + file + ": no such file or directory");
    }
    if (Files.isDirectory(file)) {
      throw new IOException("read " + file + ": it is a directory");
    }
    if (Files.isRegularFile(file) && !isCompressed(file)) {
      return new Archive(file.toString(), FileChannel.open(file, READ));
    }
    try (InputStream in = Files.newInputStream(file)) {
      return open(in, file.toString(), spool);
    }
  }

  /**
   * Reads an archive to its end, and opens it.
   *
   * @param what its name in errors
   * @param spool a folder with room for it
   */
  public static Archive open(InputStream in, String what, Path spool) throws IOException {
    return new Archive(what, Spool.of(Compression.open(in), spool));
  }

  /** A file of the archive, or what it is a link to. */
  InputStream open(String name) throws IOException {
    TarArchiveEntry entry = find(name);
    return new BufferedInputStream(tar.getInputStream(entry), 1 << 16);
  }

  boolean has(String name) {
    return entries.containsKey(path(name));
  }

  /** The bytes of a small file. */
  byte[] read(String name) throws IOException {
    try (InputStream in = open(name)) {
      byte[] bytes = in.readNBytes(MAX_SMALL_FILE + 1);
      if (bytes.length > MAX_SMALL_FILE) {
        throw new IOException("read " + what + ": " + name + " is too large");
      }
      return bytes;
    }
  }

  /** Ends with an error if a content is not what the archive states of it. */
  void check(String name, Digest stated, Digest actual) throws IOException {
    if (!stated.equals(actual)) {
      throw new IOException(
          "read %s: %s in it is damaged: its digest should be %s and is %s"
              .formatted(what, name, stated, actual));
    }
  }

  @Override
  public void close() throws IOException {
    tar.close();
    channel.close();
  }

  @Override
  public String toString() {
    return what;
  }

  private TarArchiveEntry find(String name) throws IOException {
    String path = path(name);
    for (int links = 0; links <= MAX_LINKS; links++) {
      TarArchiveEntry entry = entries.get(path);
      if (entry == null) {
        throw new FileNotFoundException("read " + what + ": there is no " + name + " in it");
      }
      if (entry.isSymbolicLink()) {
        path = path(path + "/../" + entry.getLinkName());
      } else if (entry.isLink()) {
        path = path(entry.getLinkName());
      } else if (entry.isFile()) {
        return entry;
      } else {
        throw new IOException("read " + what + ": " + name + " in it is no file");
      }
    }
    throw new IOException("read " + what + ": " + name + " in it is a link without an end");
  }

  /** A path inside the archive: its top folder is its own parent, as / is. */
  private static String path(String name) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : name.split("/")) {
      switch (part) {
        case "", "." -> {}
        case ".." -> parts.pollLast();
        default -> parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }

  private static boolean isCompressed(Path file) throws IOException {
    try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return Compression.of(in).isPresent();
    }
  }
}
