package mydocker.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mydocker.testing.LogWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a monitor has written comes back byte for byte, wherever it was cut, rotated or cut off. */
class LogReaderTest {
  private static final Instant NOON = Instant.parse("2017-08-04T12:00:00.123456789Z");

  private static final int PATIENCE = 20;

  @TempDir private Path folder;
  private LogWriter writer;

  @BeforeEach
  void open() throws IOException {
    writer = new LogWriter(folder);
  }

  @AfterEach
  void close() throws IOException {
    writer.close();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /** What there is at present, as text. */
  private static String text(LogReader reader) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Optional<LogRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
      text.append(new String(bytes(next.get().bytes()), UTF_8));
    }
    return text.toString();
  }

  private String all() throws IOException {
    try (LogReader reader = RotatedLog.fromStart(folder)) {
      return text(reader);
    }
  }

  @Test
  void aRecordTellsWhenAndWhereItWasWritten() throws IOException {
    writer.write(2, NOON, "help\n").write(1, NOON.plusSeconds(1), "done");
    try (LogReader reader = RotatedLog.fromStart(folder)) {
      LogRecord first = reader.next().orElseThrow();
      assertEquals(LogRecord.Source.STDERR, first.source());
      assertEquals(NOON, first.time());
      assertArrayEquals("help\n".getBytes(UTF_8), bytes(first.bytes()));
      LogRecord second = reader.next().orElseThrow();
      assertEquals(LogRecord.Source.STDOUT, second.source());
      assertEquals(NOON.plusSeconds(1), second.time());
      assertEquals(Optional.empty(), reader.next());
    }
  }

  /** Records of any size, with headers among their bytes, in many files, and read meanwhile. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyBytesComeBackWhereverTheyAreCutAndRotated(long seed) throws IOException {
    Random random = new Random(seed);
    Sink written = new Sink();
    Sink read = new Sink();
    try (LogReader reader = RotatedLog.fromStart(folder)) {
      for (int i = 0; i < 100; i++) {
        byte[] bytes = bytes(random);
        LogRecord.Source source = LogRecord.Source.values()[random.nextInt(2)];
        written.write(new LogRecord(source, NOON, ByteBuffer.wrap(bytes)));
        byte[] record = LogWriter.record(source.number(), NOON, bytes);
        int cut = random.nextInt(record.length);
        writer.writeRaw(Arrays.copyOf(record, cut));
        if (random.nextInt(4) == 0) {
          LogFollower.copy(reader, read, false);
        }
        writer.writeRaw(Arrays.copyOfRange(record, cut, record.length));
        if (random.nextInt(40) == 0) {
          writer.rotate(50);
        }
      }
      LogFollower.copy(reader, read, false);
    }
    assertArrayEquals(written.out.toByteArray(), read.out.toByteArray());
    assertArrayEquals(written.err.toByteArray(), read.err.toByteArray());
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[(int) Math.pow(2, random.nextDouble() * 20) - 1];
    random.nextBytes(bytes);
    if (bytes.length > LogFile.HEADER) {
      byte[] lie = LogWriter.record(1, NOON, new byte[0]);
      System.arraycopy(lie, 0, bytes, random.nextInt(bytes.length - lie.length), lie.length);
    }
    return bytes;
  }

  /** Keeps what came from each stream. */
  private static final class Sink implements LogSink {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Override
    public void write(LogRecord record) throws IOException {
      (record.source() == LogRecord.Source.STDOUT ? out : err).write(bytes(record.bytes()));
    }

    @Override
    public void flush() {}
  }

  @Test
  void whatIsBeingWrittenIsNotThereYet() throws IOException {
    byte[] record = LogWriter.record(1, NOON, "whole".getBytes(UTF_8));
    try (LogReader reader = RotatedLog.fromStart(folder)) {
      for (byte each : record) {
        assertEquals(Optional.empty(), reader.next());
        writer.writeRaw(each);
      }
      assertEquals("whole", text(reader));
    }
  }

  @Test
  void aRecordThatWasCutOffEndsWhereTheNextBegins() throws IOException {
    byte[] long100 = LogWriter.record(1, NOON, new byte[100]);
    writer.write(1, NOON, "one ");
    writer.writeRaw(Arrays.copyOf(long100, LogFile.HEADER + 3));
    writer.write(1, NOON, "two " + "-".repeat(200));
    writer.writeRaw(Arrays.copyOf(long100, LogFile.HEADER - 3));
    writer.write(1, NOON, " three");
    assertEquals("one \0\0\0two " + "-".repeat(200) + " three", all());
  }

  @Test
  void whatIsCutOffAtTheEndIsGivenWhenNothingMoreCanCome() throws IOException {
    writer.writeRaw(Arrays.copyOf(LogWriter.record(1, NOON, "a1b2c3".getBytes(UTF_8)), 35));
    try (LogReader reader = RotatedLog.fromStart(folder)) {
      assertEquals("", text(reader));
      reader.finish();
      assertEquals("a1b", text(reader));
    }
    writer.rotate(2);
    writer.write(1, NOON, " next");
    assertEquals("a1b next", all());
  }

  @Test
  void damageIsSkipped() throws IOException {
    writer.writeRaw("no header, but longer than one is".getBytes(UTF_8));
    writer.write(1, NOON, "one ");
    writer.writeRaw(LogWriter.record(3, NOON, "from nowhere".getBytes(UTF_8)));
    writer.write(1, NOON, "two");
    assertTrue(all().endsWith("two"), all());
    assertTrue(all().contains("one "), all());
  }

  @Test
  void whatIsTakenBackAndWrittenAnewIsReadAnew() throws IOException {
    writer.write(1, NOON, "one ");
    try (LogReader reader = RotatedLog.fromStart(folder)) {
      writer.writeRaw(Arrays.copyOf(LogWriter.record(1, NOON, new byte[100]), 99));
      assertEquals("one ", text(reader));
      try (FileChannel file = FileChannel.open(folder.resolve("log"), StandardOpenOption.WRITE)) {
        file.truncate(LogFile.HEADER + 4);
      }
      writer.write(1, NOON, "two");
      assertEquals("two", text(reader));
    }
  }

  @Test
  void readingFromTheEndTellsWhatIsNew() throws IOException {
    try (LogReader reader = RotatedLog.fromEnd(folder)) {
      writer.write(1, NOON, "first");
      assertEquals("first", text(reader));
    }
    try (LogReader reader = RotatedLog.fromEnd(folder)) {
      writer.write(1, NOON, "second");
      writer.rotate(2);
      writer.write(1, NOON, " third");
      assertEquals("second third", text(reader));
    }
  }

  @Test
  void whoIsTooSlowGoesOnWithTheOldestThatIsLeft() throws IOException {
    writer.write(1, NOON, "0");
    try (LogReader reader = RotatedLog.fromStart(folder)) {
      assertEquals("0", text(reader));
      for (int i = 1; i < 6; i++) {
        writer.rotate(3);
        writer.write(1, NOON, Integer.toString(i));
      }
      assertEquals("345", text(reader));
    }
    assertEquals("345", all());
  }

  @Test
  void aLogOfOneFileIsBegunAnew() throws IOException {
    writer.write(1, NOON, "old");
    try (LogReader reader = RotatedLog.fromStart(folder)) {
      writer.rotate(1);
      writer.write(1, NOON, " new");
      assertEquals("old new", text(reader));
    }
    assertEquals(" new", all());
  }

  @Test
  void thereMayBeNoneYet() throws IOException {
    Files.delete(folder.resolve("log"));
    try (LogReader reader = RotatedLog.fromStart(folder)) {
      assertEquals(Optional.empty(), reader.next());
      try (LogWriter late = new LogWriter(folder)) {
        late.write(1, NOON, "late");
        assertEquals("late", text(reader));
      }
    }
  }

  /** Files are renamed while the reader looks for the next one. */
  @Test
  void noFileIsMissedOrReadTwiceWhileTheyAreRenamed() throws Exception {
    int records = 1500;
    try (LogReader reader = RotatedLog.fromStart(folder)) {
      StringBuilder read = new StringBuilder();
      CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writeAndRotate(records));
      boolean isOver;
      do {
        isOver = writing.isDone();
        read.append(text(reader));
      } while (!isOver);
      writing.get();
      String expected =
          IntStream.range(0, records).mapToObj(i -> i + "\n").collect(Collectors.joining());
      assertEquals(expected, read.toString());
    }
  }

  private void writeAndRotate(int records) {
    try {
      for (int i = 0; i < records; i++) {
        writer.write(1, NOON, i + "\n");
        if (i % 10 == 9) {
          writer.rotate(records);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // ---- following

  private CompletableFuture<String> follow(LogFollower.Monitored container) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return CompletableFuture.supplyAsync(
        () -> {
          try (LogReader reader = RotatedLog.fromStart(folder)) {
            PrintStream both = new PrintStream(out);
            new LogFollower(folder, container).follow(reader, new LogStreams(both, both));
            return out.toString(UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Test
  void followingEndsWithTheContainerAndMissesNothing() throws Exception {
    CompletableFuture<String> following = follow(() -> true);
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      String line = "line " + i + "\n";
      writer.write(1 + i % 2, NOON, line);
      all.append(line);
      if (i % 100 == 99) {
        writer.rotate(100);
      }
    }
    writer.exit();
    assertEquals(all.toString(), following.get(PATIENCE, TimeUnit.SECONDS));
  }

  @Test
  void followingEndsWhenTheMonitorIsGone() throws Exception {
    AtomicBoolean isMonitored = new AtomicBoolean(true);
    CompletableFuture<String> following = follow(isMonitored::get);
    writer.write(1, NOON, "last words");
    isMonitored.set(false);
    assertEquals("last words", following.get(PATIENCE, TimeUnit.SECONDS));
  }

  @Test
  void followingEndsWhenTheContainerIsRemoved(@TempDir Path parent) throws Exception {
    Path containers = Files.createDirectory(parent.resolve("box"));
    CompletableFuture<Void> following;
    try (LogWriter log = new LogWriter(containers)) {
      log.write(1, NOON, "last words");
      LogReader reader = RotatedLog.fromStart(containers);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      following =
          CompletableFuture.runAsync(
              () -> {
                try (reader) {
                  LogStreams streams = new LogStreams(new PrintStream(out), System.err);
                  new LogFollower(containers, () -> true).follow(reader, streams);
                  assertEquals("last words", out.toString(UTF_8));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
    Files.delete(containers.resolve("log"));
    Files.delete(containers);
    following.get(PATIENCE, TimeUnit.SECONDS);
  }

  @Test
  void ofOneThatHasEndedAllIsReadAtOnce() throws Exception {
    writer.write(1, NOON, "all");
    writer.exit();
    assertEquals("all", follow(() -> true).get(PATIENCE, TimeUnit.SECONDS));
  }
}
