package mydocker.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** The demo of chapter 7: what it shows is true, and nothing is left of it. */
@RequiresRoot
class PracticeDemoTest {
  @TempDir Path folder;

  private List<String> command(String... words) {
    List<String> command = new ArrayList<>(Mydocker.command(words));
    command.add(1, "-Djava.io.tmpdir=" + folder);
    return command;
  }

  private void assertNothingIsLeft() {
    assertEquals(List.of(), List.of(folder.toFile().list()));
  }

  /** What is answered to the first command that begins so. */
  private static String answer(String out, String command) {
    Matcher m =
        Pattern.compile("(?md)^# " + Pattern.quote(command) + ".*\n((?:[^#\n].*\n)*)").matcher(out);
    assertTrue(m.find(), out);
    return m.group(1).strip();
  }

  @Test
  void tellsWhatIsTrue() throws Exception {
    Mydocker run = Mydocker.run(command("--show", "practice"));
    String out = run.out();
    assertEquals("", run.err());
    assertEquals(0, run.code(), out);
    assertNothingIsLeft();

    assertTrue(answer(out, "tar -tf").contains("manifest.json"), out);
    assertEquals("Loaded image: busybox:latest", answer(out, "mydocker load"), out);
    assertTrue(answer(out, "mydocker exec box ls").endsWith(" -> /dev/pts/0"), out);
    assertEquals("/dev/pts/0", answer(out, "mydocker logs box"), out);
    assertEquals("3", answer(out, "mydocker wait"), out);
    assertEquals(3, answer(out, "mydocker logs fails").lines().count(), out);
    assertEquals("2 restarts, exit code 3", answer(out, "mydocker inspect"), out);
    assertEquals("hello", answer(out, "mydocker exec box cat"), out);
    assertEquals("C /root\nA /root/note", answer(out, "mydocker diff"), out);
    assertTrue(answer(out, "mydocker stats").matches("box: \\S+ / 64MiB, 1 process"), out);
    assertTrue(answer(out, "mydocker ps --filter").matches("box: Up .* \\(Paused\\)"), out);
    assertEquals(1, answer(out, "mydocker ps -a").lines().count(), out);
  }

  @Test
  void theReaderHasATerminal() throws Exception {
    try (Pty pty = new Pty(command("practice"))) {
      pty.waitFor("(box) # ");
      pty.type("tty\n");
      pty.waitFor("/dev/pts/0\r\n(box) # ");
      pty.type("exit 7\n");
      assertEquals(7, pty.exitCode());
    }
    assertNothingIsLeft();
  }
}
