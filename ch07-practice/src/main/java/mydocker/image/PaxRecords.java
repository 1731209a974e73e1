package mydocker.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;

/**
 * The records of an extended header: lines of {@code LENGTH KEY=VALUE}, where the length is that of
 * the line. Commons Compress makes text of all values, but an extended attribute may be any bytes:
 * file capabilities are. See "pax Extended Header" in POSIX's pax(1).
 */
final class PaxRecords {
  /** Before the name of an extended attribute; star(1) began it, and GNU tar and docker do it. */
  static final String XATTR = "SCHILY.xattr.";

  private static final int BLOCK = TarConstants.DEFAULT_RCDSIZE;
  private static final int SIZE_OFFSET = 124;
  private static final int SIZE_LENGTH = 12;
  private static final int TYPE_OFFSET = 156;

  private PaxRecords() {}

  /**
   * The records of an entry, by their keys; those without a value are left out.
   *
   * @param headers the entry's headers, from the first one on
   */
  static Map<String, byte[]> decode(byte[] headers) throws IOException {
    Map<String, byte[]> records = new TreeMap<>();
    int at = 0;
    while (at + BLOCK <= headers.length && isExtension(headers[at + TYPE_OFFSET])) {
      int size = (int) TarUtils.parseOctalOrBinary(headers, at + SIZE_OFFSET, SIZE_LENGTH);
      int body = at + BLOCK;
      if (headers[at + TYPE_OFFSET] == TarConstants.LF_PAX_EXTENDED_HEADER_LC) {
        addRecords(Arrays.copyOfRange(headers, body, body + size), records);
      }
      at = body + (size + BLOCK - 1) / BLOCK * BLOCK;
    }
    return records;
  }

  /** The extended attributes among an entry's records. */
  static Map<String, byte[]> xattrs(Map<String, byte[]> records) {
    Map<String, byte[]> xattrs = new TreeMap<>();
    records.forEach(
        (key, value) -> {
          if (key.startsWith(XATTR)) {
            xattrs.put(key.substring(XATTR.length()), value);
          }
        });
    return xattrs;
  }

  private static boolean isExtension(byte type) {
    return type == TarConstants.LF_PAX_EXTENDED_HEADER_LC
        || type == TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER
        || type == TarConstants.LF_GNUTYPE_LONGNAME
        || type == TarConstants.LF_GNUTYPE_LONGLINK;
  }

  private static void addRecords(byte[] body, Map<String, byte[]> records) throws IOException {
    String text = new String(body, ISO_8859_1); // a char is a byte
    int at = 0;
    while (at < text.length() && text.charAt(at) != 0) {
      int space = text.indexOf(' ', at);
      int equals = text.indexOf('=', space);
      int end = space < 0 ? -1 : at + length(text.substring(at, space));
      if (equals < 0 || end <= equals || end > text.length()) {
        throw new IOException("an extended header is broken");
      }
      String key = new String(text.substring(space + 1, equals).getBytes(ISO_8859_1), UTF_8);
      records.put(key, text.substring(equals + 1, end - 1).getBytes(ISO_8859_1));
      at = end;
    }
  }

  private static int length(String digits) throws IOException {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw new IOException("an extended header is broken", e);
    }
  }

  /** The body of an extended header. */
  static byte[] encode(Map<String, byte[]> records) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    records.forEach(
        (key, value) -> {
          byte[] start = (" " + key + "=").getBytes(UTF_8);
          int length = start.length + value.length + 1;
          // The length counts its own digits, too.
          int whole = length + Integer.toString(length).length();
          whole = length + Integer.toString(whole).length();
          body.writeBytes(Integer.toString(whole).getBytes(UTF_8));
          body.writeBytes(start);
          body.writeBytes(value);
          body.write('\n');
        });
    return body.toByteArray();
  }
}
