package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import mydocker.testing.Mydocker;
import mydocker.testing.RequiresRoot;
import mydocker.testing.Root;
import mydocker.testing.Running;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was asked for, and what has become of it. */
@RequiresRoot
class InspectTest {
  @TempDir private static Path folder;
  private static Root root;

  @BeforeAll
  static void makeRoot() throws Exception {
    root = Root.connected(folder);
  }

  private static JsonObject only(String json) {
    return JsonParser.parseString(json).getAsJsonArray().get(0).getAsJsonObject();
  }

  @Test
  void oneThatRunsHasAProcess() throws Exception {
    try (Running box = Running.start(root, "box", "")) {
      String json = root.out("inspect", "box");
      assertTrue(json.startsWith("[\n    {\n        \"Id\": \""), json);
      JsonObject container = only(json);
      assertEquals("box", container.get("Name").getAsString());
      JsonObject state = container.getAsJsonObject("State");
      assertEquals("running", state.get("Status").getAsString());
      Instant created = Instant.parse(container.get("Created").getAsString());
      assertTrue(Instant.parse(state.get("StartedAt").getAsString()).isAfter(created), json);
      int pid = state.get("Pid").getAsInt();
      assertEquals("sleep\n", Files.readString(Path.of("/proc/" + pid + "/comm")));
      assertEquals(json, root.out("inspect", container.get("Id").getAsString().substring(0, 10)));
    }
  }

  @Test
  void oneThatHasEndedHasAnExitCode() throws Exception {
    root.runAndKeep("--name", "ended", "busybox", "sh", "-c", "exit 3");
    JsonObject state = only(root.out("inspect", "ended")).getAsJsonObject("State");
    assertEquals("exited", state.get("Status").getAsString());
    assertEquals(3, state.get("ExitCode").getAsInt());
    assertFalse(state.has("Pid"));
    root.out("rm", "ended");
  }

  @Test
  void whatIsMissingIsNamedAndWhatIsThereIsToldAllTheSame() throws Exception {
    root.runAndKeep("--name", "there", "busybox", "true");
    Mydocker inspect = root.mydocker("inspect", "nosuch", "there");
    assertEquals("there", only(inspect.out()).get("Name").getAsString());
    assertEquals("mydocker: No such container: nosuch\n", inspect.err());
    assertEquals(1, inspect.code());
    root.out("rm", "there");
  }
}
