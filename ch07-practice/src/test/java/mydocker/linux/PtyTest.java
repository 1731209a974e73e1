package mydocker.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mydocker.testing.Inside;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both sides of a pseudo-terminal. */
@RequiresRoot
class PtyTest {
  private static final int O_RDWR_NOCTTY = 2 | 0x100;
  private static final Path ROOT = Path.of("/");

  private static Child shell(Pty pty, String command) throws IOException {
    ChildProgram program =
        new ChildProgram()
            .setsid()
            .close(0)
            .open(pty.slave(), O_RDWR_NOCTTY)
            .dup2(0, 1)
            .dup2(0, 2)
            .controllingTerminal(0)
            .fchown(0, 1234);
    return Inside.shell(program, command).start(Set.of());
  }

  private static String screen(Pty pty) throws IOException {
    Transfer transfer = new Transfer();
    StringBuilder screen = new StringBuilder();
    for (byte[] b = transfer.readBytes(pty.master());
        b.length > 0;
        b = transfer.readBytes(pty.master())) {
      screen.append(new String(b, StandardCharsets.UTF_8));
    }
    return screen.toString();
  }

  @Test
  void theSlaveIsTheTerminalOfTheSessionAndTheUsers() throws Exception {
    try (Pty pty = Pty.in(ROOT)) {
      new WindowSize(31, 97).set(pty.master());
      Child child = shell(pty, "tty; stty size; stat -c %u $(tty); tty < /dev/tty");
      assertEquals(pty.slave() + "\r\n31 97\r\n1234\r\n/dev/tty\r\n", screen(pty));
      assertEquals(0, child.waitFor());
    }
  }

  @Test
  void ctrlCIsASignalForTheForeground() throws Exception {
    try (Pty pty = Pty.in(ROOT)) {
      // No read: a signal just before it would be heard only when it has read something.
      String waits = "trap 'echo interrupted; exit 3' INT; echo ready; while :; do sleep 1; done";
      Child child = shell(pty, waits);
      Transfer transfer = new Transfer();
      String shown = "";
      while (!shown.contains("ready")) {
        shown += new String(transfer.readBytes(pty.master()), StandardCharsets.UTF_8);
      }
      transfer.writeBytes(pty.master(), (byte) 3);
      assertTrue(screen(pty).endsWith("interrupted\r\n"));
      assertEquals(3, child.waitFor());
    }
  }

  @Test
  void theSizeIsThatOfBothSidesAndOtherFilesHaveNone() throws Exception {
    try (Pty pty = Pty.in(ROOT);
        Pipe pipe = new Pipe(LibC.get())) {
      WindowSize large = new WindowSize(65535, 40000);
      large.set(pty.master());
      assertEquals(Optional.of(large), WindowSize.of(pty.master()));
      assertEquals(Optional.empty(), WindowSize.of(pipe.readEnd()));
      assertThrows(ErrnoException.class, () -> large.set(pipe.readEnd()));
    }
  }

  @Test
  void aMasterIsFetchedFromTheProcessThatHasIt() throws Exception {
    Child holder;
    String slave;
    try (Pty pty = Pty.in(ROOT)) {
      slave = pty.slave();
      holder = Inside.shell(new ChildProgram().dup2(pty.master(), 9), "sleep 60").start(Set.of());
    }
    try (Pty fetched = Pty.masterOf(ProcessId.of(holder.pid()))) {
      assertEquals(slave, fetched.slave());
      Child child = shell(fetched, "echo hello");
      assertEquals("hello\r\n", screen(fetched));
      assertEquals(0, child.waitFor());
    } finally {
      holder.destroy();
    }
  }

  @Test
  void aProcessThatHasNoMasterOrHasEndedHasNoneToGive() throws Exception {
    Child child = Inside.shell(new ChildProgram(), "sleep 60").start(Set.of());
    ProcessId id = ProcessId.of(child.pid());
    String prefix = "use the terminal of process " + child.pid() + ": ";
    IOException none = assertThrows(IOException.class, () -> Pty.masterOf(id));
    assertEquals(prefix + "it has none", none.getMessage());
    child.destroy();
    assertTrue(
        assertThrows(IOException.class, () -> Pty.masterOf(id)).getMessage().startsWith(prefix));
  }

  /** A link counts from the root that it stands in, and what it leads to must be a terminal. */
  @Test
  void aFileInItsPlaceIsRefused(@TempDir Path root) throws Exception {
    Path folder = Files.createDirectories(root.resolve("dev/pts"));
    Files.createSymbolicLink(folder.resolve("ptmx"), Path.of("/dev/pts/0"));
    assertEquals(
        "open /dev/pts/ptmx of the container: there is none, or none is left",
        assertThrows(IOException.class, () -> Pty.in(root)).getMessage());
    Files.createFile(folder.resolve("0"));
    assertTrue(
        assertThrows(IOException.class, () -> Pty.in(root))
            .getMessage()
            .startsWith("unlock a pseudo-terminal: "));
    assertEquals(List.of(), Files.readAllLines(folder.resolve("0")));
    Files.delete(folder.resolve("ptmx")); // or JUnit would warn that it leads out of the folder
  }
}
