package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import mydocker.testing.Running;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Another name for a container. */
@RequiresRoot
class RenameTest {
  @TempDir private static Path folder;
  private static Root root;
  private static String id;

  @BeforeAll
  static void makeContainers() throws Exception {
    root = Root.withBusybox(folder);
    root.runAndKeep("--name", "box", "busybox", "hostname");
    root.runAndKeep("--name", "other", "busybox", "true");
    id = root.out("ps", "-aq", "--no-trunc", "-f", "name=other").strip();
  }

  @Test
  void theNewNameIsItsOnlyOne() throws Exception {
    String before = root.out("start", "-a", "box");
    assertEquals("", root.out("rename", "box", "web"));
    assertEquals("other web", names());
    assertEquals("mydocker: No such container: box\n", root.mydocker("start", "-a", "box").err());
    assertEquals(before, root.out("start", "-a", "web"), "its host name");
    root.out("rename", "web", "box");
    assertEquals("box other", names());
  }

  private static String names() throws Exception {
    String names = root.out("ps", "-a", "--format", "{{.Names}}");
    return String.join(" ", names.lines().sorted().toList());
  }

  @Test
  void oneThatRunsCanBeRenamed() throws Exception {
    try (Running one = Running.start(root, "one", "")) {
      root.out("rename", "one", "two");
      assertEquals("two\n", root.out("ps", "--format", "{{.Names}}"));
      root.out("rename", "two", "one");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nosuch | x1    | No such container: nosuch",
        "box    | box   | Renaming a container with the same name as its current name",
        "box    | ../x  | Error when allocating new name: Invalid container name (../x), only"
            + " [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed",
        "box    | other | Conflict. The container name \"/other\" is already in use by container"
            + " \"ID\". You have to remove (or rename) that container to be able to reuse that"
            + " name.",
      })
  void refuses(String from, String to, String message) throws Exception {
    Mydocker rename = root.mydocker("rename", from, to);
    assertEquals("mydocker: " + message.replace("ID", id) + "\n", rename.err());
    assertEquals(1, rename.code());
    assertEquals("box other", names());
  }
}
