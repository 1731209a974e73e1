package mydocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import mydocker.linux.LibC;
import mydocker.linux.OpenFile;
import mydocker.linux.TerminalCalls;
import mydocker.log.LogReader;
import mydocker.log.LogRecord;
import mydocker.log.RotatedLog;
import mydocker.testing.Await;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The process that waits for a container: how little it is, and that nothing keeps it busy. */
@RequiresRoot
class MonitorTest {
  private static final int KILOBYTES = 1000;
  private static final int MANY = 100_000_000;
  private static final String LINE = "0123456789\n";
  private static final int LARGE = 1 << 20;
  private static final int F_SETPIPE_SZ = 1031;
  private static final long FIONREAD = 0x541B;

  /** Clock ticks, of which there are 100 a second. */
  private static final int HARDLY_ANY = 5;

  @TempDir private static Path folder;
  private static Root root;

  @BeforeAll
  static void makeImage() throws Exception {
    root = Root.withBusybox(folder);
  }

  @AfterEach
  void remove() throws Exception {
    root.out("rm", "-f", "box");
  }

  /** Starts a container; returns its monitor. */
  private static Path start(String script) throws Exception {
    root.detach("-i", "--name", "box", "busybox", "sh", "-c", script);
    return Path.of("/proc", field(process().resolve("status"), "PPid:"));
  }

  private static Path process() throws Exception {
    return Path.of("/proc", root.inspect("box", "{{.State.Pid}}"));
  }

  private static String field(Path file, String name) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.split("\\s+")[1])
        .findFirst()
        .orElseThrow();
  }

  private static int memory(Path monitor) throws IOException {
    return Integer.parseInt(field(monitor.resolve("smaps_rollup"), "Pss:"));
  }

  private static int ticks(Path monitor) throws IOException {
    String[] stat = Files.readString(monitor.resolve("stat")).split(" ");
    return Integer.parseInt(stat[13]) + Integer.parseInt(stat[14]);
  }

  private static Path log() throws Exception {
    return folder.resolve("containers").resolve(root.inspect("box", "{{.Id}}")).resolve("log");
  }

  @Test
  void itIsSmallAndStaysSo() throws Exception {
    Path monitor = start("read x; exec sleep 1000");
    assertEquals("mydocker\n", Files.readString(monitor.resolve("comm")));
    assertTrue(memory(monitor) <= KILOBYTES, "at first: " + memory(monitor) + " kB");
  }

  /** Nobody reads what it writes, and so it waits for nobody. */
  @Test
  void whatIsWrittenIsInTheLogToTheLastByteAndHasMadeItNoLarger() throws Exception {
    Path monitor =
        start("yes %s | head -c %d; echo end >&2; exec sleep 1000".formatted(LINE.strip(), MANY));
    Await.until("all is in the log", () -> bytesInLog() == MANY + "end\n".length());
    assertTrue(memory(monitor) <= KILOBYTES, memory(monitor) + " kB");
    assertTrue(Files.size(log()) < MANY * 1.01, "log: " + Files.size(log()));
  }

  /** How much of stdout and stderr is there; the first must be as it was written. */
  private static long bytesInLog() throws Exception {
    long bytes = 0;
    long errors = 0;
    Instant before = Instant.MIN;
    try (LogReader reader = RotatedLog.fromStart(log().getParent())) {
      for (Optional<LogRecord> r = reader.next(); r.isPresent(); r = reader.next()) {
        if (r.get().source() == LogRecord.Source.STDOUT) {
          for (ByteBuffer some = r.get().bytes(); some.hasRemaining(); bytes++) {
            byte wanted = (byte) LINE.charAt((int) (bytes % LINE.length()));
            if (some.get() != wanted) {
              throw new AssertionError("byte " + bytes + " is another one");
            }
          }
        } else {
          errors += r.get().bytes().remaining();
        }
        assertFalse(r.get().time().isBefore(before), "the records are in the order of their times");
        before = r.get().time();
      }
    }
    return bytes + errors;
  }

  /** What a container may do with its ends, or to itself: there must be nothing to do then. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec < /dev/null > /dev/null 2>&1", // it closes them
        "cat /proc/self/fd/1 > /dev/null & sleep 0.2; echo more", // it reads its own
        "(sleep 1000 &); (true &)", // it has orphans
        "(sleep 1000 & kill -STOP $!; kill -CONT $!; kill -STOP $!)" // and these stand still
      })
  void nothingKeepsItBusyOrFromItsEnd(String script) throws Exception {
    Path monitor = start(script + "; echo ready > /ready; sleep 1000");
    Await.until("it is ready", () -> root.mydocker("exec", "box", "cat", "/ready").code() == 0);
    int before = ticks(monitor);
    Thread.sleep(500);
    int used = ticks(monitor) - before;
    assertTrue(used <= HARDLY_ANY, "ticks in half a second: " + used);
    assertTrue(memory(monitor) <= KILOBYTES, memory(monitor) + " kB");
    root.out("stop", "-t", "0", "box");
    assertEquals("137", root.inspect("box", "{{.State.ExitCode}}"));
  }

  @Test
  void aProcess1ThatStandsStillCanBeContinued() throws Exception {
    Path monitor = start("trap 'echo on' CONT; echo up; while :; do sleep 0.05; done");
    Await.until("it is up", () -> root.out("logs", "box").equals("up\n"));
    root.out("kill", "-s", "STOP", "box");
    int before = ticks(monitor);
    assertEquals("up\n", root.out("logs", "box"));
    assertTrue(ticks(monitor) - before <= HARDLY_ANY);
    root.out("kill", "-s", "CONT", "box");
    Await.until("it goes on", () -> root.out("logs", "box").equals("up\non\n"));
  }

  /** Root of the container may make a pipe as large as fs.pipe-max-size: 1 MiB, as a rule. */
  @Test
  void aPipeThatIsMadeLargerIsReadWhole() throws Exception {
    Path monitor = start("read go; head -c 1048576 /dev/zero; echo end; exec sleep 1000");
    try (OpenFile pipe = OpenFile.open(process().resolve("fd/1"), OpenFile.O_WRONLY)) {
      assertEquals(LARGE, LibC.get().fcntl(pipe.fd(), F_SETPIPE_SZ, LARGE));
    }
    signal("STOP", monitor); // so that the pipe is full when it is read
    try (var go = Files.newOutputStream(process().resolve("fd/0"))) {
      go.write('\n');
    }
    Await.until("it has written all of that", () -> asleepWith(LARGE));
    signal("CONT", monitor);
    Await.until("all is in the log", () -> root.out("logs", "box").endsWith("\0end\n"));
    assertEquals(1048576 + 4, root.out("logs", "box").length());
  }

  /** The pipe is full, and its writer waits. */
  private static boolean asleepWith(int bytes) throws Exception {
    try (OpenFile pipe =
        OpenFile.open(process().resolve("fd/1"), OpenFile.O_RDONLY | OpenFile.O_NONBLOCK)) {
      Pointer number = Memory.allocateDirect(Runtime.getSystemRuntime(), Long.BYTES, true);
      LibC.check(LibC.get(TerminalCalls.class).ioctl(pipe.fd(), FIONREAD, number), "ask a pipe");
      return number.getInt(0) == bytes;
    }
  }

  private static void signal(String name, Path process) throws Exception {
    String pid = process.getFileName().toString();
    assertEquals(0, new ProcessBuilder("kill", "-" + name, pid).start().waitFor());
  }
}
