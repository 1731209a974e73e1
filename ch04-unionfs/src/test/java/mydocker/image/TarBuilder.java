package mydocker.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipEncoding;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;

/** A tar with any entries, also such as no honest program writes. */
final class TarBuilder {
  private static final ZipEncoding UTF = ZipEncodingHelper.getZipEncoding("UTF-8");

  private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

  TarBuilder file(String name, String content) {
    return entry(name, TarConstants.LF_NORMAL, content, e -> {});
  }

  TarBuilder file(String name, byte[] content) {
    return entry(name, TarConstants.LF_NORMAL, content, e -> {});
  }

  TarBuilder folder(String name) {
    return entry(name + "/", TarConstants.LF_DIR, "", e -> e.setMode(0755));
  }

  TarBuilder symlink(String name, String target) {
    return entry(name, TarConstants.LF_SYMLINK, "", e -> e.setLinkName(target));
  }

  TarBuilder link(String name, String target) {
    return entry(name, TarConstants.LF_LINK, "", e -> e.setLinkName(target));
  }

  TarBuilder device(String name, byte type, int major, int minor) {
    return entry(
        name,
        type,
        "",
        e -> {
          e.setDevMajor(major);
          e.setDevMinor(minor);
        });
  }

  /** A file without content, whose header says less than its extended header. */
  TarBuilder pax(String name, Map<String, String> records) {
    return extended(records).file(name, "");
  }

  /** An extended header for the next entry. */
  TarBuilder extended(Map<String, String> records) {
    StringBuilder body = new StringBuilder();
    new TreeMap<>(records)
        .forEach(
            (key, value) -> {
              String line = " " + key + "=" + value + "\n";
              int length = line.getBytes(UTF_8).length;
              // The length counts its own digits, too.
              int whole = length + Integer.toString(length).length();
              body.append(length + Integer.toString(whole).length()).append(line);
            });
    return entry("x", TarConstants.LF_PAX_EXTENDED_HEADER_LC, body.toString(), e -> {});
  }

  /** Any entry; a name that is too long for the header gets an extended one. */
  TarBuilder entry(String name, byte type, String content, Consumer<TarArchiveEntry> more) {
    return entry(name, type, content.getBytes(UTF_8), more);
  }

  private TarBuilder entry(String name, byte type, byte[] body, Consumer<TarArchiveEntry> more) {
    TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
    entry.setSize(body.length);
    entry.setModTime(1_000_000_000_000L);
    entry.setMode(0644);
    more.accept(entry);
    if (name.length() > 100) {
      extended(Map.of("path", name));
    }
    if (entry.getLinkName().length() > 100) {
      extended(Map.of("linkpath", entry.getLinkName()));
    }
    try {
      byte[] header = new byte[512];
      entry.writeEntryHeader(header, UTF, true);
      tar.writeBytes(header);
      tar.writeBytes(body);
      tar.writeBytes(new byte[-body.length & 511]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** The tar with its end. */
  byte[] bytes() {
    tar.writeBytes(new byte[1024]);
    return tar.toByteArray();
  }
}
