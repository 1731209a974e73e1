package mydocker.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All that is known of containers, images and networks, where scripts for docker look for it. */
@RequiresRoot
class InspectTest {
  private static final String[] OPTIONS = {
    "-m",
    "64m",
    "--cpus",
    "0.5",
    "--pids-limit",
    "20",
    "-e",
    "A=b c",
    "-w",
    "/tmp",
    "-u",
    "1:2",
    "-h",
    "inside",
    "--security-opt",
    "no-new-privileges"
  };

  @TempDir private static Path folder;
  private static Root root;
  private static Running box;

  @BeforeAll
  static void makeContainers() throws Exception {
    root = Root.connected(folder);
    String[] options = new String[OPTIONS.length + 2];
    System.arraycopy(OPTIONS, 0, options, 0, OPTIONS.length);
    options[OPTIONS.length] = "-v";
    options[OPTIONS.length + 1] = folder + ":/data:ro";
    box = Running.start(root, "box", "printf 123 > /tmp/three", options);
    root.runAndKeep("--name", "ended", "busybox", "sh", "-c", "exit 3");
    root.runAndKeep("--name", "failed", "busybox", "nosuch");
  }

  @AfterAll
  static void remove() throws Exception {
    box.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "box # {{.Name}} {{.Path}} {{index .Args 0}} {{len .Args}} # /box sh -c 2",
        "box # {{.State.Status}} {{.State.Running}} {{.State.Paused}} # running true false",
        "box # {{.HostConfig.Memory}} {{.HostConfig.MemorySwap}} # 67108864 134217728",
        "box # {{.HostConfig.NanoCpus}} {{.HostConfig.PidsLimit}} # 500000000 20",
        "box # {{.HostConfig.RestartPolicy.Name}} {{.HostConfig.AutoRemove}} # no false",
        "box # {{.HostConfig.SecurityOpt}} {{len .HostConfig.Binds}} # [no-new-privileges] 1",
        "box # {{.HostConfig.NetworkMode}} {{.NetworkSettings.Networks.bridge.IPPrefixLen}} #"
            + " bridge 16",
        "ended # {{.NetworkSettings.IPAddress}}{{.NetworkSettings.SandboxKey}}. # .",
        "none # {{.Name}} {{.Driver}} {{.Scope}} # none null local",
        "box # {{range .Mounts}}{{.Type}} {{.Destination}} {{.RW}}{{end}} # bind /data false",
        "box # {{.Config.Hostname}} {{.Config.User}} {{.Config.WorkingDir}} # inside 1:2 /tmp",
        "box # {{index .Config.Env 1}} {{.Config.Image}} {{.Config.Tty}} # A=b c busybox false",
        "ended # {{.State.Status}} {{.State.ExitCode}} {{.State.Pid}} # exited 3 0",
        "failed # {{.State.Status}} {{.State.ExitCode}} {{.State.StartedAt}} # created 127"
            + " 0001-01-01T00:00:00Z",
        "busybox # {{index .RepoTags 0}} {{.Os}} {{.Config.Cmd}} {{len .RootFS.Layers}} #"
            + " busybox:latest linux [sh] 1",
      })
  void isWhereDockerHasIt(String object, String template, String expected) throws Exception {
    assertEquals(expected + "\n", root.out("inspect", "-f", template, object));
  }

  @Test
  void allOfItIsAnArrayOfObjects() throws Exception {
    String json = root.out("inspect", "box", "busybox");
    assertTrue(json.startsWith("[\n    {\n        \"Id\": \""), json);
    JsonObject container = JsonParser.parseString(json).getAsJsonArray().get(0).getAsJsonObject();
    JsonObject image = JsonParser.parseString(json).getAsJsonArray().get(1).getAsJsonObject();
    assertEquals(image.get("Id").getAsString(), container.get("Image").getAsString());
    JsonObject state = container.getAsJsonObject("State");
    Instant created = Instant.parse(container.get("Created").getAsString());
    assertTrue(Instant.parse(state.get("StartedAt").getAsString()).isAfter(created), json);
    int pid = state.get("Pid").getAsInt();
    assertEquals("sleep\n", Files.readString(Path.of("/proc/" + pid + "/comm")));
    String hosts = Files.readString(Path.of(container.get("HostsPath").getAsString()));
    assertTrue(hosts.contains("localhost"), hosts);
    JsonObject layers = container.getAsJsonObject("GraphDriver").getAsJsonObject("Data");
    Path upper = Path.of(layers.get("UpperDir").getAsString());
    assertEquals("123", Files.readString(upper.resolve("tmp/three")));
    for (String lower : layers.get("LowerDir").getAsString().split(":")) {
      assertTrue(Files.isDirectory(Path.of(lower)), lower);
    }
  }

  @Test
  void sizesAreCountedIfTheyAreAskedFor() throws Exception {
    String[] sizes =
        root.out("inspect", "-s", "-f", "{{.SizeRw}} {{.SizeRootFs}}", "box").strip().split(" ");
    assertEquals("3", sizes[0]);
    long image = Long.parseLong(root.out("inspect", "-f", "{{.Size}}", "busybox").strip());
    assertEquals(image + 3, Long.parseLong(sizes[1]));
  }

  @Test
  void allNamesOfAContainerLeadToIt() throws Exception {
    String id = root.out("inspect", "-f", "{{.ID}}", "box").strip();
    assertEquals(
        (id + "\n").repeat(3),
        root.out("inspect", "-f", "{{.Id}}", id, id.substring(0, 10), "/box"));
  }

  @ParameterizedTest
  @CsvSource({"'',nosuch", "'',NoSuch:Image", "image,box", "container,busybox", "network,box"})
  void whatIsMissingIsNamed(String type, String name) throws Exception {
    Mydocker inspect = root.mydocker("inspect", "--type=" + type, name);
    assertEquals("[]\n", inspect.out());
    assertEquals("mydocker: no such object: " + name + "\n", inspect.err());
    assertEquals(1, inspect.code());
  }

  @Test
  void whatIsThereIsToldAllTheSame() throws Exception {
    Mydocker inspect = root.mydocker("inspect", "-f", "{{.Name}}", "nosuch", "ended");
    assertEquals("/ended\n", inspect.out());
    assertEquals(1, inspect.code());
  }

  @Test
  void aFieldThatIsNotThereIsAnError() throws Exception {
    Mydocker inspect = root.mydocker("inspect", "-f", "{{.State.Mood}}", "box");
    assertEquals(
        "mydocker: template parsing error: template: :1:8: executing \"\" at <.State.Mood>: map has"
            + " no entry for key \"Mood\"\n",
        inspect.err());
    assertEquals(1, inspect.code());
    assertEquals("", inspect.out());
  }
}
