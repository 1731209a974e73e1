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
import mydocker.testing.Running;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code run -it} and {@code exec -it} as somebody uses them who sits at a terminal. */
@RequiresRoot
class LentTerminalTest {
  private static final String PROMPT = "# ";

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

  private static void keysAreSignalsAndTheShellHasJobs(Pty pty) throws Exception {
    pty.waitFor(PROMPT);
    pty.type("test -t 0 -a -t 1 -a -t 2 && echo a\"\"ll; echo $TERM\n");
    pty.waitFor("all\r\nxterm\r\n");
    pty.type("cat\n");
    Await.until("it copies", () -> root.out("exec", "box", "ps").contains(" cat\n"));
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
    pty.type("exit 42\n");
    assertEquals(42, pty.exitCode());
    assertFalse(pty.screen().contains("job control"), pty.screen());
  }

  @Test
  void aContainerHasOurTerminal() throws Exception {
    try (Pty pty = new Pty(run("busybox", "sh"))) {
      keysAreSignalsAndTheShellHasJobs(pty);
    }
    assertEquals("", root.out("logs", "box"));
    try (Pty pty = new Pty(root.command("start", "-ai", "box"))) {
      pty.waitFor(PROMPT);
      pty.type("exit 4\n");
      assertEquals(4, pty.exitCode());
    }
  }

  @Test
  void aCommandBesideItHasOurTerminal() throws Exception {
    try (Running box = Running.start(root, "box", "busybox");
        Pty pty = new Pty(root.command("exec", "-it", "box", "sh"))) {
      keysAreSignalsAndTheShellHasJobs(pty);
    }
  }

  /** However we end, the shell that we were started from has its terminal as it was. */
  @ParameterizedTest
  @ValueSource(strings = {"exit\n", "stty raw -echo; kill -9 $$\n"})
  void ourTerminalHasItsModesBack(String last) throws Exception {
    String modes = "stty -a | tr -d '\\n'; echo";
    String script = modes + "; " + quoted(root.command("exec", "-it", "box", "sh")) + "; " + modes;
    try (Running box = Running.start(root, "box", "busybox");
        Pty pty = new Pty(List.of("/bin/sh", "-c", script + "; echo e\"\"nd; read x"))) {
      pty.waitFor(PROMPT);
      pty.type(last);
      pty.waitFor("end");
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

  /** It would read what is typed for the shell that we were started from. */
  @Test
  void aContainerWithOurTerminalEndsWithUs() throws Exception {
    try (Pty pty = new Pty(run("busybox", "sh", "-c", "echo u\"\"p; exec cat"))) {
      pty.waitFor("up");
      pty.signal(9);
      assertEquals(137, pty.exitCode());
      Await.until("it has ended", () -> root.out("ps", "-q").isEmpty());
      assertEquals("137", root.inspect("box", "{{.State.ExitCode}}"));
    }
  }

  @Test
  void withoutATerminalOfOursThereIsNoneToLend() throws Exception {
    String refused =
        "mydocker: cannot attach stdin to a TTY-enabled container because stdin is not a"
            + " terminal\n";
    assertEquals(new Mydocker(125, "", refused), root.run("-it", "busybox", "tty"));
    try (Running box = Running.start(root, "box", "busybox")) {
      assertEquals(refused, root.mydocker("exec", "-it", "box", "tty").err());
    }
    String detached = root.run("-dt", "busybox", "tty").err();
    assertTrue(detached.contains("-d does not wait for it"), detached);
    assertEquals("", root.out("ps", "-aq"));
  }
}
