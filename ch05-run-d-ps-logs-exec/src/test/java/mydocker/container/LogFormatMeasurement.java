package mydocker.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import mydocker.log.LogFile;
import mydocker.log.LogReader;
import mydocker.log.LogRecord;
import mydocker.testing.LogWriter;

/**
 * Compares the format of our logs with docker's lines of JSON: what 100 MB of output take on disk,
 * how long it takes to write and to read them, and whether what is read is what was written. It is
 * no test: run its main.
 */
public final class LogFormatMeasurement {
  private static final int SIZE = 100_000_000;
  private static final int LINE = 80;
  private static final int PIPE = 1 << 16;
  private static final int DOCKERS_LONGEST_LINE = 1 << 14;

  private LogFormatMeasurement() {}

  private interface Work {
    void run() throws IOException;
  }

  /** Measures, and prints a table. */
  public static void main(String[] args) throws IOException {
    byte[] lines = new byte[SIZE];
    Arrays.fill(lines, (byte) 'x');
    for (int i = LINE - 1; i < SIZE; i += LINE) {
      lines[i] = '\n';
    }
    byte[] binary = new byte[SIZE];
    new Random(1).nextBytes(binary);
    Path folder = Files.createTempDirectory("log-format");
    System.out.printf("%-34s %11s %9s %9s %s%n", "100 MB", "bytes", "write ms", "read ms", "same");
    for (int round = 0; round < 2; round++) { // the second time everything is compiled
      ours("lines, a pipe full at a time", folder, lines, PIPE);
      ours("lines, one at a time", folder, lines, LINE);
      dockers("lines, JSON", folder, lines);
      ours("binary, a pipe full at a time", folder, binary, PIPE);
      dockers("binary, JSON", folder, binary);
    }
    Files.delete(folder.resolve("log"));
    Files.delete(folder);
  }

  private static void print(String what, Path file, Work write, Work read, CRC32 is, byte[] should)
      throws IOException {
    Files.deleteIfExists(file);
    long writing = millis(write);
    long size = Files.size(file);
    long reading = millis(read);
    CRC32 expected = new CRC32();
    expected.update(should);
    boolean isSame = is.getValue() == expected.getValue();
    System.out.printf("%-34s %11d %9d %9d %s%n", what, size, writing, reading, isSame);
  }

  private static long millis(Work work) throws IOException {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1_000_000;
  }

  private static void ours(String what, Path folder, byte[] bytes, int chunk) throws IOException {
    CRC32 sum = new CRC32();
    print(
        what,
        folder.resolve("log"),
        () -> {
          try (LogWriter log = new LogWriter(folder)) {
            for (int at = 0; at < bytes.length; at += chunk) {
              byte[] part = Arrays.copyOfRange(bytes, at, Math.min(at + chunk, bytes.length));
              log.writeRaw(LogWriter.record(1, Instant.now(), part));
            }
          }
        },
        () -> {
          try (LogReader reader = LogFile.open(folder.resolve("log"))) {
            Optional<LogRecord> record = reader.next();
            while (record.isPresent()) {
              sum.update(record.get().bytes());
              record = reader.next();
            }
          }
        },
        sum,
        bytes);
  }

  private static void dockers(String what, Path folder, byte[] bytes) throws IOException {
    Path file = folder.resolve("log");
    CRC32 sum = new CRC32();
    print(what, file, () -> writeJson(file, bytes), () -> readJson(file, sum), sum, bytes);
  }

  private static void writeJson(Path file, byte[] bytes) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), PIPE)) {
      JsonWriter json = new JsonWriter(new OutputStreamWriter(out, UTF_8));
      json.setLenient(true);
      int start = 0;
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == '\n' || i - start + 1 == DOCKERS_LONGEST_LINE || i == bytes.length - 1) {
          json.beginObject().name("log").value(new String(bytes, start, i + 1 - start, UTF_8));
          json.name("stream").value("stdout").name("time").value(Instant.now().toString());
          json.endObject();
          json.flush();
          out.write('\n');
          start = i + 1;
        }
      }
      json.flush();
    }
  }

  private static void readJson(Path file, CRC32 sum) throws IOException {
    try (JsonReader json =
        new JsonReader(new InputStreamReader(Files.newInputStream(file), UTF_8))) {
      json.setLenient(true);
      while (json.peek() != JsonToken.END_DOCUMENT) {
        json.beginObject();
        while (json.hasNext()) {
          boolean isLog = json.nextName().equals("log");
          String value = json.nextString();
          if (isLog) {
            sum.update(value.getBytes(UTF_8));
          }
        }
        json.endObject();
      }
    }
  }
}
