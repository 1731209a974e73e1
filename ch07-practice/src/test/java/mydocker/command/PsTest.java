package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import mydocker.testing.Running;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which containers ps lists, and what it says about them: three of them, from old to new. */
@RequiresRoot
class PsTest {
  @TempDir private static Path folder;
  private static Root root;
  private static Running running;

  @BeforeAll
  static void makeContainers() throws Exception {
    root = Root.withBusybox(folder);
    root.runAndKeep("--name", "ended", "busybox", "sh", "-c", "exit 3");
    root.runAndKeep("--name", "failed", "busybox", "nosuch");
    running = Running.start(root, "up", "printf 12345 > /five", "-v", folder + ":/data:ro");
  }

  @AfterAll
  static void remove() throws Exception {
    running.close();
  }

  @Test
  void theTableIsDockers() throws Exception {
    List<String> lines = root.out("ps", "-a", "-s").lines().toList();
    assertEquals(
        "CONTAINER ID   IMAGE     COMMAND                  CREATED         STATUS",
        lines.get(0).replaceAll("CREATED +STATUS.*", "CREATED         STATUS"));
    assertTrue(lines.get(0).endsWith("   PORTS     NAMES     SIZE"), lines.get(0));
    String id = "[0-9a-f]{12} {3}busybox {3}";
    String size = "5B \\(virtual \\d\\S+MB\\)";
    assertTrue(
        lines.get(1).matches(id + "\"sh -c printf 12345 …\" +.* ago +Up .* up +" + size),
        lines.get(1));
    assertTrue(lines.get(2).matches(id + "\"nosuch\" +.* ago +Created +failed .*"), lines.get(2));
    assertTrue(
        lines.get(3).matches(id + "\"sh -c exit 3\" +.* Exited \\(3\\) .* ago +ended .*"),
        lines.get(3));
    assertEquals(4, lines.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                   | up",
        "-a                                   | up failed ended",
        "-l                                   | up",
        "-n 2                                 | up failed",
        "-n 2 -f status=exited                | ended",
        "--last -1                            | up",
        "-f name=p                            | up",
        "-a -f name=^/?f -f name=^e           | failed ended",
        "-f status=exited                     | ended",
        "-f status=exited -f status=created   | failed ended",
        "-f status=exited -f name=up          | ''",
        "-a -f exited=3                       | ended",
        "-a -f exited=127                     | ''",
        "-a -f before=failed                  | ended",
        "-a -f since=failed                   | up",
        "-a -f ancestor=busybox -f volume=/data | up",
        "-a -f ancestor=nosuch                | ''",
        "-f label=a                           | ''",
      })
  void filters(String options, String expected) throws Exception {
    String words = ("ps --format {{.Names}} " + options).strip();
    String names = root.out(words.split(" +"));
    assertEquals(expected, String.join(" ", names.lines().toList()));
  }

  @Test
  void idsAreShortOrWhole() throws Exception {
    String whole = root.out("ps", "-q", "--no-trunc").strip();
    assertTrue(whole.matches("[0-9a-f]{64}"), whole);
    assertEquals(whole.substring(0, 12) + "\n", root.out("ps", "-q", "-f", "id=" + whole));
  }

  @Test
  void formatsAreTemplatesTablesOrJson() throws Exception {
    assertEquals(
        "NAMES     STATE\nup        running\nfailed    created\nended     exited\n",
        root.out("ps", "-a", "--format", "table {{.Names}}\\t{{.State}}"));
    String json = root.out("ps", "--no-trunc", "--format", "json").strip();
    JsonObject row = JsonParser.parseString(json).getAsJsonObject();
    assertEquals("up", row.get("Names").getAsString());
    assertEquals(folder.toString(), row.get("Mounts").getAsString());
    assertTrue(row.get("Size").getAsString().startsWith("5B (virtual "), json);
    String created = row.get("CreatedAt").getAsString();
    assertTrue(created.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d [+-]\\d{4} \\w+"), json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "-f color=red    | 1   | invalid filter 'color'",
        "-f status=asleep | 1  | invalid filter 'status=asleep'",
        "-f exited=x     | 1   | invalid filter 'exited=x'",
        "-f before=nosuch | 1  | No such container: nosuch",
        "-f up           | 125 | invalid argument \"up\" for --filter: bad format of filter"
            + " (expected name=value)",
        "-n many         | 125 | invalid argument \"many\" for --last: it is not a whole number",
        "--format {{.Nosuch}} | 1 | template parsing error: template: :1:2: executing \"\" at"
            + " <.Nosuch>: map has no entry for key \"Nosuch\"",
        "--format {{     | 1   | template parsing error: template: :1: unclosed action",
      })
  void refuses(String options, int code, String message) throws Exception {
    Mydocker ps = root.mydocker(("ps " + options).split(" +"));
    assertEquals("mydocker: " + message + "\n", ps.err());
    assertEquals(code, ps.code());
    assertEquals("", ps.out());
  }
}
