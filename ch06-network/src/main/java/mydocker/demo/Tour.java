package mydocker.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mydocker.config.State;
import mydocker.container.Container;
import mydocker.linux.Pause;
import mydocker.linux.ProcessId;

/** What happens to a container in its life, and what is to be seen of it meanwhile. */
final class Tour extends Typist {
  private static final String NAME = "tour";

  private static final String PROGRAM =
      "trap 'echo bye; exit 3' TERM; echo hello; sleep 1000 & wait";

  private static final String[] RUN = {
    "run", "-d", "--network", "none", "--name", NAME, "busybox", "sh", "-c", PROGRAM
  };

  private static final String EXPLAIN =
      "mydocker run --explain busybox | grep -E ' (poll|waitid|readv|writev)' | head -n 4";

  private static final Pattern EXPLAINED = Pattern.compile(" +(poll|waitid|readv|writev).*");

  private static final String MEMORY = "grep -E '^(Rss|Pss):' /proc/%d/smaps_rollup";

  Tour(OwnHome home, PrintStream out) {
    super(home, out);
  }

  void show() throws IOException {
    out.println("1. run clones the monitor, and that clones process 1. Then run is done.");
    mydocker(RUN);
    Container container = home.container(NAME);
    State state = container.state();
    int first = state.process().orElseThrow().pid();
    int monitor = state.monitor().orElseThrow().pid();
    awaitLog(container);
    shell("ps -o pid,ppid,sid,args -p %d,%d".formatted(monitor, first));

    say("2. The monitor copies, and waits. All memory that its calls do not need is unmapped.");
    out.println("# " + EXPLAIN);
    Stream<String> calls = home.explain("busybox").lines();
    calls.filter(EXPLAINED.asMatchPredicate()).limit(4).map(String::strip).forEach(out::println);
    shell(MEMORY.formatted(monitor));

    say("3. All that is known is in a folder. attend is a FIFO: who has it open, cleans up.");
    shell("cd " + container.folder());
    shell("ls -xF", container.folder());
    shell("cat state.json; echo", container.folder());

    say("4. ps reads that, and asks the kernel for a process " + first + " that began then.");
    mydocker("ps");

    say("5. In the log are the bytes as written. Before them: whose they are, when, how many.");
    mydocker("logs", NAME);
    shell("od -A n -t x4 log", container.folder());

    say("6. exec: setns(2) into each namespace of process 1, and clone. Its parent is outside.");
    mydocker("exec", NAME, "ps", "-o", "pid,ppid,args");

    say("7. stop sends SIGTERM, and waits. The monitor writes how it ended: siginfo_t and time.");
    mydocker("stop", NAME);
    shell("od -A n -t d4 -N 32 exit", container.folder());
    out.println("(17: SIGCHLD, 1: CLD_EXITED, %d: the process, 3: its exit code)".formatted(first));
    mydocker("logs", NAME);

    say("8. Nobody waits for the next end. So the monitor executes a mydocker that cleans up.");
    mydocker("start", NAME);
    State again = container.state();
    shell("kill -9 " + again.process().orElseThrow().pid());
    showReaper(again.monitor().orElseThrow());

    say("9. What is left is its folder, and its layer, until both are removed.");
    mydocker("ps", "-a");
    mydocker("rm", NAME);
    shell("ls " + home.containers());
  }

  /** Has the reader look around in it; returns the exit code of the shell for that. */
  int enter() throws IOException {
    mydocker(RUN);
    int code = type("exec", "-it", "-e", "PS1=(tour) # ", NAME, "sh");
    mydocker("logs", NAME);
    return code;
  }

  /** It begins with a word, and when that is in the log, both processes are at work. */
  private static void awaitLog(Container container) throws IOException {
    while (Files.size(container.folder().resolve("log")) == 0 && container.isRunning()) {
      Pause.millis(1);
    }
  }

  /** What the monitor has become: the end of its command line. */
  private void showReaper(ProcessId monitor) throws IOException {
    String line = commandLine(monitor);
    while (line.isEmpty() && monitor.isAlive()) { // the monitor itself has none
      Pause.millis(1);
      line = commandLine(monitor);
    }
    monitor.endsWithin(ProcessId.FOR_EVER);
    out.println("# ps -o pid,args -p " + monitor.pid());
    out.println(monitor.pid() + " java ..." + line.replaceFirst(".* mydocker.Main", ""));
  }

  private static String commandLine(ProcessId process) throws IOException {
    try {
      Path file = Path.of("/proc", Integer.toString(process.pid()), "cmdline");
      return Files.readString(file, ISO_8859_1).replace('\0', ' ').strip();
    } catch (NoSuchFileException e) {
      return ""; // it has ended
    }
  }
}
