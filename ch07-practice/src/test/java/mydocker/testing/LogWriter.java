package mydocker.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/** Writes a container's log as its monitor does: one write for each record. */
public final class LogWriter implements AutoCloseable {
  private static final int MAGIC = 0x474f4c00;
  private static final int HEADER = 32;

  private final Path folder;
  private FileChannel log;

  /** Begins a log, or goes on with the one that is there. */
  public LogWriter(Path folder) throws IOException {
    this.folder = folder;
    open();
  }

  private void open() throws IOException {
    log =
        FileChannel.open(
            folder.resolve("log"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** A record. */
  public static byte[] record(int stream, Instant time, byte[] bytes) {
    return ByteBuffer.allocate(HEADER + bytes.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(MAGIC)
        .putInt(stream)
        .putLong(time.getEpochSecond())
        .putLong(time.getNano())
        .putLong(bytes.length)
        .put(bytes)
        .array();
  }

  /** Writes a record. */
  public LogWriter write(int stream, Instant time, String text) throws IOException {
    return writeRaw(record(stream, time, text.getBytes(UTF_8)));
  }

  /** Writes any bytes. */
  public LogWriter writeRaw(byte... bytes) throws IOException {
    log.write(ByteBuffer.wrap(bytes));
    return this;
  }

  /** How long the newest file is. */
  public long size() throws IOException {
    return log.size();
  }

  /** Begins a new file, of so many in all. */
  public void rotate(int maxFiles) throws IOException {
    Files.deleteIfExists(name(maxFiles - 1));
    for (int number = maxFiles - 2; number >= 0; number--) {
      try {
        Files.move(name(number), name(number + 1), StandardCopyOption.ATOMIC_MOVE);
      } catch (NoSuchFileException e) {
        // there are not that many yet
      }
    }
    FileChannel old = log;
    open();
    old.close();
  }

  private Path name(int number) {
    return folder.resolve(number == 0 ? "log" : "log." + number);
  }

  /** Writes down the end of the container, as the last thing. */
  public void exit() throws IOException {
    Path unfinished = Files.createFile(folder.resolve("exit.new"));
    Files.move(unfinished, folder.resolve("exit"), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
