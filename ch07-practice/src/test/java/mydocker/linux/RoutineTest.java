package mydocker.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mydocker.linux.Routine.Label;
import org.junit.jupiter.api.Test;

/** A process that goes on without a program: what it can do, and how little it is. */
class RoutineTest {
  private static final int SIGKILL = 9;
  private static final int KILOBYTES = 1000;

  /** Runs a routine to its end; returns what it has written to a pipe. */
  private static String output(Routine routine, Pipe pipe) throws Exception {
    Child child = routine.keep(pipe.writeEnd()).start();
    String output = pipe.readAll();
    assertEquals(0, child.waitFor());
    return output;
  }

  private static Routine say(Routine routine, Pipe pipe, String text) {
    return routine.call("write", pipe.writeEnd(), text, text.length());
  }

  @Test
  void itCallsOneAfterTheOther() throws Exception {
    try (Pipe pipe = new Pipe(LibC.get())) {
      Routine routine = new Routine();
      say(routine, pipe, "one ");
      say(routine, pipe, "two").call("_exit", 0);
      assertEquals("one two", output(routine, pipe));
    }
  }

  /** What is jumped over is not done, and a number in memory decides. */
  @Test
  void itJumps() throws Exception {
    Label always = new Label("always");
    Label yes = new Label("yes");
    Label no = new Label("no");
    Cell one = new Cell("one", Long.BYTES).putLong(0, 1);
    Cell zero = new Cell("zero", Long.BYTES);
    try (Pipe pipe = new Pipe(LibC.get())) {
      Routine routine = new Routine().jump(always);
      say(routine, pipe, "not this").mark(always).jumpIf(one.value(), yes);
      say(routine, pipe, "nor this").mark(yes).jumpIf(zero.value(), no);
      say(routine, pipe, "but this").mark(no).call("_exit", 0);
      assertEquals("but this", output(routine, pipe));
    }
  }

  /** A copy of a text byte by byte, from a file to a pipe, until read(2) has left a zero. */
  @Test
  void itLoopsAsOftenAsItMust() throws Exception {
    String text = "x".repeat(10_000);
    Path file = Files.writeString(Files.createTempFile("routine", ""), text);
    Label top = new Label("top");
    Label more = new Label("more");
    Cell letter = new Cell("letter", Long.BYTES);
    try (Pipe pipe = new Pipe(LibC.get());
        OpenFile in = OpenFile.open(file, OpenFile.O_RDONLY)) {
      Routine routine =
          new Routine()
              .keep(in.fd())
              .mark(top)
              .call("memset", letter, 0, Long.BYTES)
              .call("read", in.fd(), letter, 1)
              .jumpIf(letter.value(), more)
              .call("_exit", 0)
              .mark(more)
              .call("write", pipe.writeEnd(), letter, 1)
              .jump(top);
      assertEquals(text, output(routine, pipe));
    } finally {
      Files.delete(file);
    }
  }

  /** Fields, their addresses in others, and a call that fails: its errno is a cell, too. */
  @Test
  void itWorksOnCells() throws Exception {
    Label failed = new Label("failed");
    Cell hello = new Cell("hello", 16).putLong(0, 0x6f6c6c6568L); // hello
    Cell world = new Cell("world", 16).putInt(0, 0x21).putShort(4, 0x21); // !
    Cell parts = new Cell("parts", 48);
    parts.putAddress(0, hello).putLong(8, 5).putAddress(16, world).putLong(24, 1);
    parts.putAddress(32, world).putLong(40, 5);
    Cell error = new Cell("error", Long.BYTES);
    try (Pipe pipe = new Pipe(LibC.get())) {
      Routine routine =
          new Routine()
              .call("memcpy", parts.at(40, "length"), parts.at(24, "length"), Long.BYTES)
              .call("writev", pipe.writeEnd(), parts, 3)
              .call("memset", Routine.ERRNO, 0, Integer.BYTES)
              .call("close", 12345)
              .call("memcpy", error, Routine.ERRNO, Integer.BYTES)
              .jumpIf(error.value(), failed)
              .call("_exit", 1)
              .mark(failed)
              .call("_exit", 0);
      assertEquals("hello!!", output(routine, pipe));
    }
  }

  /**
   * It has neither the JVM's memory, nor its files but stdin, stdout and stderr, nor its session.
   */
  @Test
  void nothingOfTheJvmStaysWithIt() throws Exception {
    try (Pipe ready = new Pipe(LibC.get());
        Pipe never = new Pipe(LibC.get())) {
      Routine routine = new Routine().keep(ready.writeEnd()).keep(never.readEnd());
      Child child =
          say(routine, ready, "ready")
              .call("close", ready.writeEnd())
              .call("read", never.readEnd(), new Cell("end", 1), 1)
              .call("_exit", 0)
              .start();
      Path process = Path.of("/proc", Integer.toString(child.pid()));
      assertEquals("ready", ready.readAll());
      int memory =
          Files.readAllLines(process.resolve("smaps_rollup")).stream()
              .filter(line -> line.startsWith("Pss:"))
              .map(line -> line.split("\\s+")[1])
              .mapToInt(Integer::parseInt)
              .sum();
      assertTrue(memory > 0 && memory <= KILOBYTES, memory + " kB");
      try (Stream<Path> files = Files.list(process.resolve("fd"))) {
        assertEquals(
            Set.of("0", "1", "2", Integer.toString(never.readEnd())),
            files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
      }
      String stat = Files.readString(process.resolve("stat"));
      assertEquals("" + child.pid(), stat.substring(stat.lastIndexOf(')')).split(" ")[4]);
      assertEquals(1, Files.list(process.resolve("task")).count());
      child.signal(SIGKILL);
      assertEquals(128 + SIGKILL, child.waitFor());
    }
  }

  /** The first of its calls reads as in C. */
  @Test
  void itCanBeRead() {
    Label top = new Label("top");
    Cell n = new Cell("n", Long.BYTES);
    Routine routine =
        new Routine().mark(top).call("read", new Constant(3, "in"), n, 8).jumpIf(n.value(), top);
    assertTrue(
        routine.toString().endsWith("top:\n  read(in, &n, 8);\n  if (n) goto top;"),
        routine.toString());
  }
}
