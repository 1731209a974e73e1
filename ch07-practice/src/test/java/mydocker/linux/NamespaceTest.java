package mydocker.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class NamespaceTest {

  @Test
  void namesItsFileAndWhatIsBehindIt() throws IOException {
    assertEquals(Path.of("/proc/1/ns/uts"), Namespace.UTS.of(1));
    // No thread can leave the user namespace of its process.
    String id = Namespace.USER.idOf(ProcessHandle.current().pid());
    assertTrue(id.matches("user:\\[\\d+]"), id);
    assertEquals(id, Namespace.USER.idOfThread());
  }

  @Test
  void aProcessThatIsGoneHasNone() {
    IOException e = assertThrows(IOException.class, () -> Namespace.UTS.idOf(0x7fff_ffff));
    assertEquals("look at process 2147483647: there is none", e.getMessage());
  }

  @Test
  void flagsAreAddedUp() {
    Constant flags = Namespace.flags(EnumSet.of(Namespace.UTS, Namespace.PID));
    assertEquals(0x2400_0000, flags.value());
    assertEquals("CLONE_NEWUTS | CLONE_NEWPID", flags.name());
  }
}
