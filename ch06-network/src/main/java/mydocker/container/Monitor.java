package mydocker.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import mydocker.linux.Cell;
import mydocker.linux.Constant;
import mydocker.linux.Routine;
import mydocker.linux.Routine.Label;
import mydocker.log.LogRecord;
import mydocker.stdio.Streams;

/**
 * What the parent of a container's first process does: it copies what the container writes into the
 * log, waits for its end, writes down how that was, and has somebody clean up.
 *
 * <p>It is no program but a {@link Routine}: a loop of some twenty calls of the C library.
 */
final class Monitor {
  /** The log is its descriptor 0. */
  static final Constant LOG = new Constant(0, "log");

  private static final int FOR_EVER = -1;

  // Linux's headers: asm-generic/ioctls.h, bits/fcntl-linux.h, time.h, waitflags.h, prctl.h
  private static final int POLLIN = 1;
  private static final Constant CLOCK_REALTIME = new Constant(0, "CLOCK_REALTIME");
  private static final Constant P_ALL = new Constant(0, "P_ALL");
  private static final Constant WEXITED = new Constant(4, "WEXITED");
  private static final Constant IF_IT_HAS =
      new Constant(4 | 1 | 0x0100_0000, "WEXITED | WNOHANG | WNOWAIT");
  private static final Constant PR_SET_NAME = new Constant(15, "PR_SET_NAME");
  private static final Constant F_SETFD = new Constant(2, "F_SETFD");
  private static final Constant O_RDWR = new Constant(2, "O_RDWR");

  // siginfo_t, sigaction(2)
  private static final int SI_CODE = 8;
  private static final int CLD_TRAPPED = 4;

  private static final Constant EQUAL_UP_TO_0 = Routine.function("strcmp");

  /** A struct signalfd_siginfo: signalfd(2). */
  private static final int SIGNALFD_SIGINFO = 128;

  /**
   * The files that it has open: their numbers.
   *
   * @param log where it writes what the container does
   * @param children tells of the container's end
   * @param exit where it writes how that was
   * @param attend a FIFO, whose other end those have open who will clean up
   * @param nothing /dev/null
   */
  record Descriptors(int log, int children, int exit, int attend, int nothing) {}

  /** How big root of a container can make a pipe: all that is in one is read at once. */
  private static final Path PIPE_MAX_SIZE = Path.of("/proc/sys/fs/pipe-max-size");

  private static final long MOST_BUFFER = 16 << 20;

  private final Descriptors files;
  private final int buffer;
  private final int entry;
  private final List<Integer> ports;
  private final Path folder;
  private final Routine routine = new Routine();

  /** How process 1 has ended: a siginfo_t; and when. */
  private final Cell exit = new Cell("exit", ExitFile.SIZE);

  /**
   * A monitor.
   *
   * @param entry the container's entry in the register, which is locked as long as it is open
   * @param ports what it has open only so that nobody else can have these ports of the host
   * @param folder the container's
   */
  Monitor(Descriptors files, int entry, List<Integer> ports, Path folder) throws IOException {
    this.files = files;
    buffer =
        (int)
            Math.min(
                MOST_BUFFER, Long.parseLong(Files.readAllLines(PIPE_MAX_SIZE, ISO_8859_1).get(0)));
    this.entry = entry;
    this.ports = ports;
    this.folder = folder;
  }

  /**
   * The whole.
   *
   * @param container what the container reads and writes
   * @param reaper the program that cleans up if nobody else does
   */
  Routine routine(Streams container, Reaper.Command reaper) {
    List<Integer> streams = settle(container);
    List<LogCopy> copies =
        IntStream.range(0, streams.size()).mapToObj(i -> copy(i, streams.get(i))).toList();
    Cell polled = polled(streams);
    int count = streams.size() + 1;
    Cell signal = new Cell("signal", SIGNALFD_SIGINFO);
    Label top = new Label("top");
    routine.mark(top);
    routine.call("poll", polled, count, FOR_EVER);
    routine.call("read", named(files.children(), "children"), signal, SIGNALFD_SIGINFO);
    // First this, and then the streams: what it has written before its end is in them by then.
    routine.call("waitid", P_ALL, 0, exit, IF_IT_HAS);
    Cell.Place hasEnded = hasEnded();
    copies.forEach(copy -> copy.addTo(""));
    Label rest = new Label("rest");
    routine.jumpIf(hasEnded, rest).jump(top);
    routine.mark(rest);
    for (LogCopy copy : copies) {
      copy.addTo("_rest");
      routine.jumpIf(copy.length(), rest);
    }
    writeDownTheEnd();
    cleanUp(reaper);
    return routine;
  }

  /**
   * Finds out whether waitid(2) has told of an end. It tells of a stop, too, if process 1 has asked
   * to be traced by its parent (ptrace(2)), whatever one waits for. lsearch(3) adds a value to an
   * array unless it is there: so the field behind the one value is an end, or 0 as before.
   */
  private Cell.Place hasEnded() {
    Cell none = new Cell("no_end", Integer.BYTES + Long.BYTES).putInt(0, CLD_TRAPPED);
    Cell length = new Cell("no_end_length", Long.BYTES);
    routine.call("memset", length, 1, 1);
    routine.call(
        "lsearch", exit.at(SI_CODE, "si_code"), none, length, Integer.BYTES, EQUAL_UP_TO_0);
    return none.at(Integer.BYTES, "end");
  }

  private LogCopy copy(int number, int stream) {
    return new LogCopy(routine, LogRecord.Source.values()[number], stream, buffer);
  }

  private static Constant named(int fd, String name) {
    return new Constant(fd, name);
  }

  /** Gets the files that it needs; returns those that the container writes to. */
  private List<Integer> settle(Streams container) {
    Set<Integer> kept = new TreeSet<>(container.kept());
    kept.addAll(List.of(files.children(), files.exit(), files.attend(), files.nothing(), entry));
    kept.addAll(ports);
    kept.forEach(routine::keep);
    routine.keep(files.log()).call("prctl", PR_SET_NAME, "mydocker");
    routine.call("dup2", files.log(), LOG).call("close", files.log());
    Constant nothing = named(files.nothing(), "nothing");
    routine.call("dup2", nothing, 1).call("dup2", nothing, 2);
    return container.monitored();
  }

  /** An array of struct pollfd: a descriptor, and what to wait for. */
  private Cell polled(List<Integer> streams) {
    Cell polled = new Cell("polled", 8 * (streams.size() + 1));
    polled.putInt(0, files.children()).putShort(4, POLLIN);
    for (int i = 0; i < streams.size(); i++) {
      polled.putInt(8 * (i + 1), streams.get(i)).putShort(8 * (i + 1) + 4, POLLIN);
    }
    return polled;
  }

  private void writeDownTheEnd() {
    routine.call("waitid", P_ALL, 0, exit, WEXITED);
    routine.call("clock_gettime", CLOCK_REALTIME, exit.at(ExitFile.TIME, "time"));
    routine.call("write", named(files.exit(), "exit_file"), exit, ExitFile.SIZE);
    routine.call(
        "rename",
        folder.resolve(ExitFile.NEW).toString(),
        folder.resolve(ExitFile.NAME).toString());
  }

  /** Waits for those who will clean up, if there are any; one says so, or they are all gone. */
  private void cleanUp(Reaper.Command reaper) {
    Label done = new Label("done");
    Cell answer = new Cell("answer", Long.BYTES);
    routine.call("read", named(files.attend(), "attend"), answer, 1);
    routine.jumpIf(answer.value(), done);
    routine.call("close", LOG).call("open", "/dev/null", O_RDWR);
    routine.call(
        "fcntl", named(entry, "entry"), F_SETFD, 0); // the lock goes over to the next program
    String[] argv = reaper.argv().toArray(String[]::new);
    routine.call("execve", argv[0], argv, reaper.environment().toArray(String[]::new));
    routine.mark(done);
    routine.call("_exit", 0);
  }
}
