package mydocker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import mydocker.cgroup.Limits;
import mydocker.config.CgroupSpec;
import mydocker.config.Config;
import mydocker.config.ContainerId;
import mydocker.config.LifecycleSpec;
import mydocker.config.NetworkSpec;
import mydocker.config.ProcessSpec;
import mydocker.config.RunSpec;
import mydocker.config.State;
import mydocker.config.Volume;
import mydocker.linux.ProcessId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written about a container is what is read. */
class JsonTest {
  @TempDir private Path folder;

  private static Config config(Limits limits, List<Volume> volumes) {
    RunSpec spec =
        new RunSpec(
            "busybox",
            Optional.of("box"),
            new ProcessSpec(
                List.of("a \"b\"", "\n", "ä\u20ac", "<"),
                List.of("A=1", "B=a=b"),
                Optional.of("/work"),
                true,
                false),
            volumes,
            new CgroupSpec("mydocker", limits),
            new LifecycleSpec(false),
            NetworkSpec.NONE);
    return new Config(
        ContainerId.random(), "box", "0123456789abcdef", Instant.ofEpochSecond(1, 2), spec);
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
      assertComesBack(config);
    }
  }

  @Test
  void aStateComesBack() throws IOException {
    ProcessId process = new ProcessId(4711, 1L << 40, "boot");
    State running = State.CREATED.running(process, new ProcessId(4710, 2, "boot"));
    for (State state :
        List.of(
            State.CREATED,
            running,
            running.ended(137, Optional.of(Instant.now()), true),
            State.failed(127, "not \"found\""))) {
      assertComesBack(state);
    }
  }

  private void assertComesBack(Object value) throws IOException {
    Path file = folder.resolve("value.json");
    Json.write(file, value);
    assertEquals(value, Json.read(file, value.getClass()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{\"Id\":", "[]", "{}", "{\"Id\":\"0\",\"Name\":\"of another chapter\"}"})
  void whatIsNoConfigIsAnErrorInOneLine(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("config.json"), text);
    String message =
        assertThrows(IOException.class, () -> Json.read(file, Config.class)).getMessage();
    assertEquals(
        "read " + file + ": no container of this chapter: use another root folder (--root DIR)",
        message);
  }
}
