package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import mydocker.testing.Mydocker;
import mydocker.testing.Pty;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import mydocker.testing.Running;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code mydocker exec -it} as somebody uses it who sits at a terminal. */
@RequiresRoot
class ExecTerminalTest {
  private static final int SIGTERM = 15;
  private static final int SIGKILL = 9;
  private static final String PROMPT = " # ";

  @TempDir private static Path folder;
  private static Root root;
  private static Running box;

  @BeforeAll
  static void start() throws Exception {
    root = Root.withBusybox(folder);
    box = Running.start(root, "box", "busybox");
  }

  @AfterAll
  static void end() throws Exception {
    box.close();
  }

  private static Pty shell(String... options) throws Exception {
    String[] words = new String[options.length + 4];
    words[0] = "exec";
    words[1] = "-it";
    System.arraycopy(options, 0, words, 2, options.length);
    words[words.length - 2] = "box";
    words[words.length - 1] = "sh";
    Pty pty = new Pty(root.command(words));
    pty.waitFor("\033[6n"); // a shell that edits lines asks where the cursor is
    return pty;
  }

  /** Runs a script in the container until it prints something. */
  private static String await(String script) throws Exception {
    String loop = "until { " + script + "; } 2> /dev/null | grep .; do sleep 0.1; done";
    return root.out("exec", "box", "sh", "-c", loop).strip();
  }

  @Test
  void theTerminalIsTheContainersAndTheSessionsAndTheUsers() throws Exception {
    try (Pty pty = shell()) {
      pty.type("tty; stat -c %u:%g $(tty)\n");
      pty.waitFor("\n/dev/pts/");
      pty.waitFor("\n0:5\r\n");
      pty.type("echo x > $(tty); echo y > /dev/tty; echo $TERM\n");
      pty.waitFor("\nx\r\ny\r\nxterm\r\n");
      pty.type("exit 42\n");
      assertEquals(42, pty.exitCode());
    }
  }

  @Test
  void theShellHasJobsAndSaysNothingAboutIt() throws Exception {
    try (Pty pty = shell()) {
      assertTrue(!pty.screen().contains("job control") && !pty.screen().contains("tty"));
      pty.type("cat\n");
      await("pidof cat");
      pty.type("before\n");
      pty.waitFor("before\r\nbefore");
      pty.type("\032");
      pty.waitFor("Stopped");
      pty.waitFor(PROMPT);
      pty.type("fg\n");
      pty.waitFor("fg\r\ncat");
      pty.type("after\n");
      pty.waitFor("after\r\nafter");
      pty.type("\003");
      pty.waitFor(PROMPT);
      pty.type("echo code $?\n");
      pty.waitFor("code 130");
      pty.waitFor(PROMPT); // until the shell reads, the terminal would take Ctrl-D for itself
      pty.type("\004");
      assertEquals(0, pty.exitCode());
    }
  }

  @Test
  void itIsAsLargeAsOursFromTheBeginningAndWhenOursChanges() throws Exception {
    List<String> words =
        root.command(
            "exec",
            "-it",
            "box",
            "sh",
            "-c",
            "stty size; trap 'stty size' WINCH; echo ready; while :; do sleep 0.1; done");
    String script = "stty rows 31 cols 97; exec " + quoted(words);
    try (Pty pty = new Pty(List.of("/bin/sh", "-c", script))) {
      pty.waitFor("31 97\r\nready");
      pty.resize(43, 211);
      pty.waitFor("43 211");
    }
  }

  private static String quoted(List<String> words) {
    return words.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  @Test
  void withoutStdinItHasATerminalAllTheSameAndWeNeedNone() throws Exception {
    String tty = root.out("exec", "-t", "box", "tty");
    assertTrue(tty.matches("/dev/pts/\\d+\r\n"), tty);
    Mydocker both = root.mydocker("exec", "-it", "box", "tty");
    assertEquals(
        "mydocker: cannot attach stdin to a TTY-enabled container because stdin is not a"
            + " terminal\n",
        both.err());
    assertEquals(1, both.code());
  }

  @Test
  void whatIsPrintedLastIsNotLost() throws Exception {
    String script = "i=0; while [ $i -lt 3000 ]; do echo $i; i=$((i+1)); done";
    String out = root.out("exec", "-t", "box", "sh", "-c", script);
    assertEquals(3000, out.lines().count());
    assertTrue(out.endsWith("2999\r\n"), out);
  }

  /** However it ends, the shell that it was started from has its terminal as it was. */
  @ParameterizedTest
  @ValueSource(ints = {0, SIGTERM})
  void ourTerminalHasItsModesBack(int signal) throws Exception {
    String modes = "stty -a | tr -d '\\n'; echo";
    String script =
        modes
            + "; "
            + quoted(root.command("exec", "-it", "box", "sh"))
            + "; "
            + modes
            + "; echo end";
    try (Pty pty = new Pty(List.of("/bin/sh", "-c", "trap : TERM; " + script))) {
      pty.waitFor(PROMPT);
      if (signal == 0) {
        pty.type("exit\n");
      } else {
        ProcessHandle java =
            ProcessHandle.of(pty.pid()).orElseThrow().children().findFirst().orElseThrow();
        java.destroy();
      }
      pty.waitFor("\nend");
      List<String> lines =
          pty.screen()
              .lines()
              .filter(line -> line.contains("speed "))
              .map(line -> line.substring(line.indexOf("speed ")))
              .toList();
      assertEquals(2, lines.size(), pty.screen());
      assertEquals(lines.get(0), lines.get(1));
      assertTrue(lines.get(0).contains(" echo "), lines.get(0));
    }
  }

  /** As with a terminal's window that is closed. */
  @Test
  void whatRunsIsToldWhenNobodyServesItsTerminalAnyMore() throws Exception {
    String script = "trap 'echo told > /told; exit' HUP; echo on; while :; do sleep 0.1; done";
    try (Pty pty = new Pty(root.command("exec", "-it", "box", "sh", "-c", script))) {
      pty.waitFor("on\r\n");
      pty.signal(SIGKILL);
      pty.exitCode();
      assertEquals("told", await("cat /told"));
    }
  }

  @Test
  void theDetachKeysLeaveItRunning() throws Exception {
    try (Pty pty = shell()) {
      pty.type("echo $$ > /left; seq 100000; echo all > /all\n");
      pty.waitFor("\r\n100\r\n");
      pty.type("\020\021");
      assertEquals(0, pty.exitCode());
    }
    assertEquals("all", await("cat /all"));
    root.out("exec", "box", "sh", "-c", "kill -9 $(cat /left)");
  }

  @Test
  void otherKeysCanBeChosenAndCtrlPIsThenOnesOwn() throws Exception {
    try (Pty pty = shell("--detach-keys", "ctrl-x,d")) {
      pty.type("echo $$ > /left; echo again\n");
      pty.waitFor("\r\nagain");
      pty.type("\020");
      pty.waitFor("/left; echo again");
      pty.type("\n");
      pty.waitFor("\r\nagain");
      pty.type("\030d");
      assertEquals(0, pty.exitCode());
    }
    root.out("exec", "box", "sh", "-c", "kill -9 $(cat /left)");
  }

  @Test
  void oneThatIsDetachedFromTheBeginningHasATerminal() throws Exception {
    assertEquals("", root.out("exec", "-dt", "box", "sh", "-c", "tty > /tty"));
    assertTrue(await("cat /tty").startsWith("/dev/pts/"));
  }

  @Test
  void severalHaveTerminalsOfTheirOwn() throws Exception {
    try (Pty one = shell();
        Pty other = shell()) {
      one.type("tty > /one; echo on\\e\n");
      one.waitFor("one\r\n");
      other.type("cat /one; tty\n");
      other.waitFor("/dev/pts/");
      other.waitFor("/dev/pts/");
      one.type("exit 1\n");
      other.type("[ $(cat /one) != $(tty) ] && exit 7\n");
      assertEquals(1, one.exitCode());
      assertEquals(7, other.exitCode());
    }
  }
}
