package mydocker.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mydocker.testing.Mydocker;
import mydocker.testing.Pty;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo of chapter 5: what it tells is what the kernel says, and nothing is left of it. */
@RequiresRoot
class TourDemoTest {
  private static final int KILLED_BY_SIGTERM = 143;

  @TempDir Path folder;

  private List<String> command(String... words) {
    List<String> command = new ArrayList<>(Mydocker.command(words));
    command.add(1, "-Djava.io.tmpdir=" + folder);
    return command;
  }

  private String show(String... words) throws Exception {
    Mydocker run = Mydocker.run(command(words));
    assertEquals("", run.err());
    assertEquals(0, run.code());
    assertNothingIsLeft();
    return run.out();
  }

  private void assertNothingIsLeft() {
    assertEquals(List.of(), List.of(folder.toFile().list()));
  }

  /** What is answered to the first command that begins so. */
  private static String answer(String out, String command) {
    Matcher m =
        Pattern.compile("(?m)^# " + Pattern.quote(command) + ".*\n((?:[^#\n].*\n)*)").matcher(out);
    assertTrue(m.find(), out);
    return m.group(1).strip().replaceAll(" +", " ");
  }

  private static String group(String pattern, String text) {
    Matcher m = Pattern.compile(pattern).matcher(text);
    assertTrue(m.find(), text);
    return m.group(1);
  }

  @Test
  void isTheDefaultAndTellsWhatIsTrue() throws Exception {
    String out = show();
    assertTrue(out.startsWith("== tour: the life of a container\n"), out);
    String id = answer(out, "mydocker run -d");
    assertTrue(id.matches("[0-9a-f]{64}"), out);

    String processes = answer(out, "ps -o pid,ppid,sid,args");
    String monitor = group("(\\d+) \\d+ \\d+ \\[mydocker]", processes);
    String first = group("(\\d+) " + monitor + " \\d+ sh -c trap", processes);
    String pss = group("Pss: (\\d+) kB", answer(out, "grep -E '^(Rss|Pss):' /proc/" + monitor));
    assertTrue(Integer.parseInt(pss) < 1024, out);
    assertTrue(answer(out, "mydocker run --explain").endsWith("writev(log, &out_parts, 2);"), out);

    assertTrue(answer(out, "cat state.json").startsWith("{\"Process\":{\"Pid\":" + first + ","));
    assertTrue(answer(out, "mydocker ps").contains("\n" + id.substring(0, 12) + " busybox"), out);
    assertEquals("hello", answer(out, "mydocker logs"));
    assertTrue(answer(out, "od -A n -t x4 log").startsWith("474f4c00 00000001 "), out);
    assertTrue(answer(out, "mydocker exec").endsWith(" 0 ps -o pid,ppid,args"), out);

    assertEquals("17 0 1 0\n " + first + " 0 3 0", siginfo(out), out);
    assertTrue(out.contains("# mydocker logs tour\nhello\nbye\n"), out);
    assertTrue(
        out.matches("(?s).*\n\\d+ java \\.\\.\\. --root \\S+ reap " + id + " \\d+\n.*"), out);
    assertTrue(answer(out, "mydocker ps -a").contains(" Exited (137) "), out);
    assertTrue(out.endsWith("/containers\nlock\n\n"), out);
  }

  private static String siginfo(String out) {
    return answer(out, "od -A n -t d4").replaceAll("\n\\(.*", "");
  }

  @Test
  void isExplainedAndNotRun() throws Exception {
    String out = show("--explain", "tour");
    assertTrue(out.contains("clone(setcontext, "), out);
    assertTrue(out.contains("  writev(log, &out_parts, 2);\n"), out);
  }

  @Test
  void leavesNothingIfItIsInterrupted() throws Exception {
    Process process = new ProcessBuilder(command()).start();
    try (BufferedReader out = process.inputReader()) {
      String line = "";
      while (!line.startsWith("4.")) {
        line = out.readLine();
      }
      process.destroy();
      assertEquals(KILLED_BY_SIGTERM, process.waitFor());
    }
    assertNothingIsLeft();
  }

  @Test
  void theReaderLooksAround() throws Exception {
    try (Pty pty = new Pty(command("tour"))) {
      pty.waitFor("(tour) # ");
      pty.type("echo hi > /proc/1/fd/1\n");
      pty.waitFor("/proc/1/fd/1\r\n(tour) # ");
      pty.type("exit 7\n");
      pty.waitFor("# mydocker logs tour\r\nhello\r\nhi\r\n");
      assertEquals(7, pty.exitCode());
    }
    assertNothingIsLeft();
  }
}
