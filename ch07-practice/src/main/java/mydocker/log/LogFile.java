package mydocker.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;

/**
 * A file of records, each a header and then the bytes exactly as they were written.
 *
 * <pre>
 *   0  int   "\0LOG"
 *   4  int   1 stdout, 2 stderr
 *   8  long  seconds since 1970
 *  16  long  nanoseconds of the second
 *  24  long  how many bytes follow
 * </pre>
 *
 * All numbers are little-endian. Nobody has to look for the ends of lines, and nothing is escaped:
 * a monitor that knows nothing but system calls can write it, and any bytes go through.
 *
 * <p>A record whose end is not there is being written. One that is not followed by another header
 * was cut off, by a full disk for example: it ends where the next header begins.
 */
public final class LogFile implements LogReader {
  public static final int MAGIC = 0x474f4c00;
  public static final int HEADER = 32;
  public static final int SOURCE = 4;
  public static final int TIME = 8;
  public static final int LENGTH = 24;

  private static final int MAGIC_LENGTH = 4;
  private static final int WINDOW = 1 << 18;
  private static final int PART = 1 << 16;

  // No header has more: what looks like one is none.
  private static final long MAX_SECONDS = 1L << 40;
  private static final long MAX_NANOS = 999_999_999;
  private static final long MAX_LENGTH = 1L << 40;

  private final FileChannel channel;
  private final Object key;

  /** The bytes of the file from {@link #position} on, as far as they have been read. */
  private final ByteBuffer window =
      ByteBuffer.allocate(WINDOW).order(ByteOrder.LITTLE_ENDIAN).limit(0);

  private long position;
  private long size;
  private boolean isFinal;

  // Of the record that is being given in pieces:
  private LogRecord.Source source;
  private Instant time;
  private long left;

  private LogFile(FileChannel channel, Object key) {
    this.channel = channel;
    this.key = key;
  }

  /** Opens a file. */
  static Optional<LogFile> open(Path file) throws IOException {
    Optional<Object> key = keyOf(file);
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    // An open file keeps its inode: if it has the name after that, it had it when it was opened.
    if (key.isPresent() && key.equals(keyOf(file))) {
      return Optional.of(new LogFile(channel, key.get()));
    }
    channel.close();
    return open(file);
  }

  /** What tells a file from all others, whatever its name is: device and inode. */
  private static Optional<Object> keyOf(Path file) throws IOException {
    try {
      return Optional.of(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Whether a path leads to this file now. */
  boolean isAt(Path file) throws IOException {
    return keyOf(file).equals(Optional.of(key));
  }

  /** Nothing more is written to it: what is cut off at its end stays so. */
  @Override
  public void finish() {
    isFinal = true;
  }

  /** The next record, or a piece of one; empty if there is none yet. */
  @Override
  public Optional<LogRecord> next() throws IOException {
    if (left == 0 && !readHeader() || !fill(1)) {
      return Optional.empty();
    }
    int length = (int) Math.min(left, window.remaining());
    ByteBuffer bytes = window.slice(window.position(), length);
    skip(length);
    left -= length;
    return Optional.of(new LogRecord(source, time, bytes));
  }

  /** Goes behind the last record that is whole. */
  void skipAll() throws IOException {
    while (left > 0 || readHeader()) {
      skip(left);
      left = 0;
    }
  }

  /** Goes to the content of the next record that has any. */
  private boolean readHeader() throws IOException {
    while (fill(HEADER)) {
      if (!isHeader()) {
        skip(find(position + 1) - position);
        continue;
      }
      int at = window.position();
      long length = window.getLong(at + LENGTH);
      long end = position + HEADER + length;
      boolean isHere = end <= sizeOrMore(end);
      if (!isHere && !isFinal) {
        break;
      }
      source = LogRecord.Source.values()[window.getInt(at + SOURCE) - 1];
      time =
          Instant.ofEpochSecond(window.getLong(at + TIME), window.getLong(at + TIME + Long.BYTES));
      skip(HEADER);
      left = isHere && isFollowed(end) ? length : find(position) - position;
      if (left > 0) {
        return true;
      }
    }
    // What is here of a record may be taken back before it is written whole: read it again.
    window.position(0).limit(0);
    size = 0;
    return false;
  }

  private boolean isHeader() {
    int at = window.position();
    int number = window.getInt(at + SOURCE);
    long seconds = window.getLong(at + TIME);
    long nanos = window.getLong(at + TIME + Long.BYTES);
    long length = window.getLong(at + LENGTH);
    return window.getInt(at) == MAGIC
        && number >= 1
        && number <= LogRecord.Source.values().length
        && seconds >= 0
        && seconds <= MAX_SECONDS
        && nanos >= 0
        && nanos <= MAX_NANOS
        && length >= 0
        && length <= MAX_LENGTH;
  }

  /** How long the file is, or was when it was longer than that. */
  private long sizeOrMore(long enough) throws IOException {
    if (size < enough) {
      size = channel.size();
    }
    return size;
  }

  /** Whether a header begins where a record ends, or nothing yet. */
  private boolean isFollowed(long end) throws IOException {
    if (sizeOrMore(end + MAGIC_LENGTH) < end + MAGIC_LENGTH) {
      return true;
    }
    long ahead = end - position;
    return ahead + MAGIC_LENGTH <= window.remaining()
        ? window.getInt(window.position() + (int) ahead) == MAGIC
        : find(end, end + MAGIC_LENGTH) == end;
  }

  /** Where the next header begins, at a place or behind it; the end if there is none. */
  private long find(long from) throws IOException {
    return find(from, channel.size());
  }

  private long find(long from, long end) throws IOException {
    ByteBuffer part = ByteBuffer.allocate(PART).order(ByteOrder.LITTLE_ENDIAN);
    for (long start = from; start + MAGIC_LENGTH <= end; start += PART - MAGIC_LENGTH + 1) {
      part.clear().limit((int) Math.min(PART, end - start));
      channel.read(part, start);
      for (int i = 0; i + MAGIC_LENGTH <= part.position(); i++) {
        if (part.getInt(i) == MAGIC) {
          return start + i;
        }
      }
    }
    return end;
  }

  /** Reads on if there are fewer bytes at hand than are needed; whether the file has them. */
  private boolean fill(int needed) throws IOException {
    if (window.remaining() < needed) {
      window.compact();
      long from = position + window.position();
      int n;
      do {
        n = channel.read(window, from);
        from += n;
      } while (n > 0 && window.hasRemaining());
      window.flip();
    }
    return window.remaining() >= needed;
  }

  private void skip(long bytes) {
    position += bytes;
    if (bytes <= window.remaining()) {
      window.position(window.position() + (int) bytes);
    } else {
      window.position(0).limit(0);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
