package mydocker.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.NoSuchFileException;
import java.util.List;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Test;

class SubprocessTest {

  @Test
  void readsAndWritesAndEnds() throws Exception {
    List<String> command = List.of("sh", "-c", "cat; echo \"$PATH\" >&2; exit 3");
    Subprocess shell = Subprocess.run("hello\n", command);
    assertEquals(3, shell.code());
    assertEquals("hello\n", shell.out());
    assertEquals(System.getenv("PATH") + "\n", shell.err());
  }

  @Test
  void noStreamIsEverFull() throws Exception {
    String megabyte = "a line of text\n".repeat(70_000);
    List<String> command = List.of("sh", "-c", "tee /dev/stderr | cat");
    Subprocess shell = Subprocess.run(megabyte, command);
    assertEquals(megabyte, shell.out());
    assertEquals(megabyte, shell.err());
  }

  @Test
  void oneThatIsNotThere() {
    NoSuchFileException e =
        assertThrows(
            NoSuchFileException.class, () -> Subprocess.run("", List.of("no-such-program")));
    assertEquals("no-such-program", e.getFile());
  }

  @Test
  @RequiresRoot
  void runsInAnotherNamespace() throws Exception {
    Child other =
        new ChildProgram()
            .sethostname("elsewhere")
            .execve("/bin/sleep", List.of("sleep", "1000"), List.of())
            .start(java.util.Set.of(Namespace.UTS));
    try (NamespaceFiles there = new NamespaceFiles(other.pid(), Namespace.UTS)) {
      assertEquals("elsewhere\n", Subprocess.runIn(there, "", List.of("hostname")).out());
    } finally {
      other.destroy();
    }
  }
}
