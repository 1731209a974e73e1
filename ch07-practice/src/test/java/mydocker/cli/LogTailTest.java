package mydocker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import mydocker.log.LogReader;
import mydocker.log.LogRecord;
import mydocker.log.LogSink;
import mydocker.log.LogStreams;
import mydocker.log.RotatedLog;
import mydocker.testing.LogWriter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compared with lines that are put together first and counted then, as docker's are. */
class LogTailTest {
  private static final int RECORDS = 50;

  @TempDir private Path folder;

  /** A line and the number of its stream. */
  private record Line(int stream, String text) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void theLastLinesOfBothStreams(long seed) throws IOException {
    List<Line> lines = write(new Random(seed));
    for (int last = 0; last <= lines.size() + 1; last++) {
      List<Line> expected = lines.subList(Math.max(0, lines.size() - last), lines.size());
      assertEquals(text(expected, 1) + "|" + text(expected, 2), tail(last), "last " + last);
    }
  }

  private static String text(List<Line> lines, int stream) {
    return lines.stream()
        .filter(line -> line.stream() == stream)
        .map(Line::text)
        .collect(Collectors.joining());
  }

  /** Writes records that begin and end anywhere, and returns the lines as they came to an end. */
  private List<Line> write(Random random) throws IOException {
    List<Line> lines = new ArrayList<>();
    String[] begun = {"", "", ""};
    try (LogWriter log = new LogWriter(folder)) {
      for (int i = 0; i < RECORDS; i++) {
        int stream = 1 + random.nextInt(2);
        StringBuilder text = new StringBuilder();
        for (int parts = random.nextInt(4); parts >= 0; parts--) {
          text.append(i).append(random.nextBoolean() ? "\n" : ".");
        }
        log.write(stream, Instant.EPOCH, text.toString());
        String[] parts = (begun[stream] + text).split("(?<=\n)", -1);
        for (int part = 0; part < parts.length - 1; part++) {
          lines.add(new Line(stream, parts[part]));
        }
        begun[stream] = parts[parts.length - 1];
      }
    }
    for (int stream = 1; stream < begun.length; stream++) {
      if (!begun[stream].isEmpty()) {
        lines.add(new Line(stream, begun[stream]));
      }
    }
    return lines;
  }

  private String tail(int last) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (LogReader once = RotatedLog.fromStart(folder);
        LogReader twice = RotatedLog.fromStart(folder)) {
      LogSink streams = new LogStreams(new PrintStream(out), new PrintStream(err));
      LogSink tail = LogTail.of(once, last, streams);
      Optional<LogRecord> record = twice.next();
      while (record.isPresent()) {
        tail.write(record.get());
        record = twice.next();
      }
      tail.flush();
    }
    return out.toString(UTF_8) + "|" + err.toString(UTF_8);
  }
}
