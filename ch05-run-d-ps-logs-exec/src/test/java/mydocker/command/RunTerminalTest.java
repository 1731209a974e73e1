package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import mydocker.testing.Await;
import mydocker.testing.Mydocker;
import mydocker.testing.Pty;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code mydocker run -it} as somebody uses it who sits at a terminal. */
@RequiresRoot
class RunTerminalTest {
  private static final String PROMPT = "# ";
  private static final String DETACH_KEYS = "\020\021";

  @TempDir private static Path folder;
  private static Root root;

  @BeforeAll
  static void makeImage() throws Exception {
    root = Root.withBusybox(folder);
  }

  @AfterEach
  void remove() throws Exception {
    root.mydocker("rm", "-f", "box"); // if it is there
  }

  private static List<String> run(String... arguments) {
    List<String> words =
        new ArrayList<>(List.of("run", "-it", "--cgroup-parent", Root.PARENT, "--name", "box"));
    words.addAll(List.of(arguments));
    return root.command(words.toArray(String[]::new));
  }

  private static String quoted(List<String> words) {
    return words.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  @Test
  void theTerminalIsTheContainersOwn() throws Exception {
    try (Pty pty = new Pty(run("--rm", "busybox", "sh"))) {
      pty.waitFor(PROMPT);
      pty.type("tty; test -t 0 -a -t 1 -a -t 2 && echo all; stat -c %u /dev/pts/0; echo $TERM\n");
      pty.waitFor("\n/dev/pts/0\r\nall\r\n0\r\nxterm\r\n");
      pty.type("echo seen > /dev/console; echo here > /dev/tty; ls -C /dev/pts\n");
      pty.waitFor("\nseen\r\nhere\r\n0");
      pty.type("exit 42\n");
      assertEquals(42, pty.exitCode());
      assertFalse(pty.screen().contains("job control"), pty.screen());
    }
  }

  @Test
  void keysAreSignalsForTheForegroundAndTheShellHasJobs() throws Exception {
    try (Pty pty = new Pty(run("--rm", "busybox", "sh"))) {
      pty.waitFor(PROMPT);
      pty.type("echo begun; sleep 1001\n");
      pty.waitFor("\nbegun\r\n");
      Await.until("it sleeps", () -> root.out("top", "box").contains("sleep 1001"));
      pty.type("\032");
      pty.waitFor("Stopped");
      pty.type("fg\n");
      pty.waitFor("sleep 1001");
      Await.until(
          "it goes on",
          () ->
              root.out("top", "box", "-eo", "pid,stat,args")
                  .lines()
                  .anyMatch(line -> line.matches(".* S\\+ .*sleep 1001")));
      pty.type("\003");
      pty.waitFor(PROMPT);
      pty.type("echo code $?\n");
      pty.waitFor("code 130");
      pty.waitFor(PROMPT);
      pty.type("(exit 5)\n");
      pty.waitFor(PROMPT); // from now on the shell reads keys, and Ctrl-D is one
      pty.type("\004");
      assertEquals(5, pty.exitCode());
    }
  }

  @Test
  void itIsAsLargeAsOursFromTheBeginningAndWhenOursChanges() throws Exception {
    String loop = "stty size; trap 'stty size' WINCH; echo ready; while :; do sleep 0.1; done";
    List<String> words = run("--rm", "busybox", "sh", "-c", loop);
    try (Pty pty =
        new Pty(List.of("/bin/sh", "-c", "stty rows 31 cols 97; exec " + quoted(words)))) {
      pty.waitFor("31 97\r\nready");
      pty.resize(43, 211);
      pty.waitFor("43 211");
      root.out("rm", "-f", "box");
      assertEquals(137, pty.exitCode());
    }
  }

  @Test
  void itIsLeftWithKeysAndAttachedToAgain() throws Exception {
    try (Pty pty = new Pty(run("busybox", "sh"))) {
      pty.waitFor(PROMPT);
      pty.type("a=kept\n");
      pty.waitFor(PROMPT);
      pty.type(DETACH_KEYS);
      assertEquals(0, pty.exitCode());
    }
    assertEquals("running 0", root.inspect("box", "{{.State.Status}} {{.State.ExitCode}}"));
    try (Pty pty = new Pty(root.command("attach", "--detach-keys", "ctrl-x,x", "box"))) {
      pty.type("echo $a\n");
      pty.waitFor("\nkept\r\n");
      pty.type("\020");
      pty.waitFor("echo $a"); // Ctrl-P is the shell's now
      pty.type("\n");
      pty.waitFor("\nkept\r\n");
      pty.type("\030x");
      assertEquals(0, pty.exitCode());
    }
    try (Pty one = new Pty(root.command("attach", "box"));
        Pty other = new Pty(root.command("attach", "box"))) {
      one.type("\n");
      one.waitFor(PROMPT);
      other.type("\n");
      other.waitFor(PROMPT);
      one.type("echo $((6*7)); exit 3\n");
      one.waitFor("42");
      other.waitFor("42");
      assertEquals(3, one.exitCode());
      assertEquals(3, other.exitCode());
    }
    assertEquals("3", root.inspect("box", "{{.State.ExitCode}}"));
    try (Pty pty = new Pty(root.command("start", "-ai", "box"))) {
      pty.waitFor(PROMPT);
      pty.type("exit 4\n");
      assertEquals(4, pty.exitCode());
    }
  }

  /** However we end, the shell that we were started from has its terminal as it was. */
  @ParameterizedTest
  @ValueSource(strings = {"end", "detach", "kill"})
  void ourTerminalHasItsModesBack(String how) throws Exception {
    String modes = "stty -a | tr -d '\\n'; echo";
    String script =
        "trap : HUP; " + modes + "; " + quoted(run("busybox", "sh")) + "; " + modes + "; echo end";
    try (Pty pty = new Pty(List.of("/bin/sh", "-c", script))) {
      pty.waitFor(PROMPT);
      switch (how) {
        case "end" -> pty.type("exit\n");
        case "detach" -> pty.type(DETACH_KEYS);
        default -> Mydocker.run(List.of("/bin/kill", "-HUP", childOf(pty.pid())));
      }
      pty.waitFor("\nend");
      List<String> lines =
          pty.screen()
              .lines()
              .filter(line -> line.contains("speed "))
              .map(line -> line.substring(line.indexOf("speed "))) // behind the shell's prompt
              .toList();
      assertEquals(2, lines.size(), pty.screen());
      assertEquals(lines.get(0), lines.get(1));
      assertTrue(lines.get(0).contains(" echo "), lines.get(0));
    }
  }

  private static String childOf(int pid) {
    ProcessHandle parent = ProcessHandle.of(pid).orElseThrow();
    return Long.toString(parent.children().findFirst().orElseThrow().pid());
  }

  @Test
  void withoutATerminalOfOursNobodyTypesOnIts() throws Exception {
    Mydocker both = root.run("-it", "busybox", "tty");
    assertEquals(
        "mydocker: cannot attach stdin to a TTY-enabled container because stdin is not a"
            + " terminal\n",
        both.err());
    assertEquals(125, both.code());
    assertEquals(new Mydocker(0, "/dev/pts/0\r\n", ""), root.run("-t", "busybox", "tty"));
    assertEquals("", root.out("ps", "-aq"));
  }

  @Test
  void whatIsPrintedLastIsNotLost() throws Exception {
    String script = "i=0; while [ $i -lt 3000 ]; do echo $i; i=$((i+1)); done";
    String out = root.runOut("-t", "busybox", "sh", "-c", script);
    assertEquals(3000, out.lines().count());
    assertTrue(out.endsWith("2999\r\n"), out);
  }
}
