package mydocker.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import mydocker.cgroup.Limits;
import mydocker.image.Digest;
import mydocker.linux.ProcessId;
import org.junit.jupiter.api.Test;

/** What is written about a container is what is read. */
class ConfigJsonTest {

  private static Config config(Limits limits, List<Volume> volumes) {
    RunSpec spec =
        new RunSpec(
            "busybox",
            Optional.of("box"),
            new ProcessSpec(
                Optional.of(List.of("/entry point", "")),
                List.of("a \"b\"", "\n", "ä\u20ac"),
                List.of("A=1", "B=a=b"),
                Optional.of("/work"),
                Optional.of("nobody"),
                true,
                false),
            volumes,
            new Hardening(true, false),
            new CgroupSpec("mydocker", limits),
            LifecycleSpec.ONCE,
            NetworkSpec.NONE);
    return new Config(
        ContainerId.random(), "box", Digest.of(new byte[0]), Instant.ofEpochSecond(1, 2), spec);
  }

  @Test
  void aConfigComesBack() throws IOException {
    Limits all =
        Limits.NONE
            .withMemory(1 << 30)
            .withMemorySwap(-1)
            .withCpus(0.5)
            .withCpuShares(2)
            .withCpusetCpus("0-1")
            .withCpusetMems("0")
            .withPids(9);
    List<Volume> volumes =
        List.of(new Volume(Path.of("/a b"), "/c", true), new Volume(Path.of("/d"), "/e f", false));
    for (Config config : List.of(config(all, volumes), config(Limits.NONE, List.of()))) {
      assertEquals(config, ConfigJson.read(ConfigJson.write(config)));
    }
  }

  @Test
  void oneWithoutALifeLivesOnce() throws IOException {
    Config config = config(Limits.NONE, List.of());
    String json = new String(ConfigJson.write(config), StandardCharsets.UTF_8);
    String older = json.replaceFirst(",\"Life\":\\{[^}]*}", "");
    assertNotEquals(json, older);
    assertEquals(config, ConfigJson.read(older.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aStateComesBack() throws IOException {
    ProcessId process = new ProcessId(4711, 1L << 40, "boot");
    State running = State.CREATED.running(process, new ProcessId(4710, 2, "boot"), 3);
    for (State state :
        List.of(
            State.CREATED,
            running,
            running.ended(137, Optional.of(Instant.now()), true),
            State.failed(127, "not \"found\""))) {
      assertEquals(state, StateJson.read(StateJson.write(state)));
    }
  }

  @Test
  void whatIsNoConfigIsAnErrorInOneLine() {
    byte[] half = "{\"Id\":".getBytes(StandardCharsets.UTF_8);
    String message = assertThrows(IOException.class, () -> ConfigJson.read(half)).getMessage();
    assertEquals("read a container's config.json: it is no JSON", message.substring(0, 45));
    assertEquals(1, message.lines().count());
  }
}
