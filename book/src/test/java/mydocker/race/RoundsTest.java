package mydocker.race;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rounds of peers that make no containers. */
class RoundsTest {
  @TempDir Path folder;

  private final List<String> turns = new ArrayList<>();

  /**
   * One that does nothing, quickly.
   *
   * @param exec what it does instead of exec
   */
  private record Idler(String name, String exec, List<String> turns) implements Peer {
    private List<String> turn(String what, String... command) {
      turns.add(name + " " + what);
      return List.of(command);
    }

    @Override
    public void prepare(Path image) {}

    @Override
    public boolean races(Row row) {
      return row != Row.NONE || !name.equals("crun");
    }

    @Override
    public List<String> run(String... options) {
      return turn(String.join(" ", options), "true");
    }

    @Override
    public List<String> detach(String container, List<String> options, String... command) {
      return turn("+" + container, "true");
    }

    @Override
    public List<String> exec(String container) {
      return turn("exec", exec);
    }

    @Override
    public List<String> list() {
      return turn("ps", "true");
    }

    @Override
    public List<List<String>> remove(List<String> containers) {
      return List.of(turn("-" + containers.size(), "true"));
    }

    @Override
    public List<String> inspect(String container) {
      return turn("inspect", "echo", "3 exited \"2026-11-30T00:00:00Z\"");
    }
  }

  private Peer idler(String name, String exec) {
    return new Idler(name, exec, turns);
  }

  private Race race(Set<Row> rows, Peer... peers) {
    return new Race(List.of(peers), rows, new Commands(folder));
  }

  @Test
  void theyTakeTurnsAndEachRoundAnotherOneBegins() throws Exception {
    Race race = race(EnumSet.of(Row.NONE), idler("mydocker", "true"), idler("docker", "true"));
    race.round(0);
    race.round(1);
    String none = " --network none";
    assertEquals(
        List.of("mydocker" + none, "docker" + none, "docker" + none, "mydocker" + none), turns);
    Map<String, Samples> results = race.results().get(Row.NONE);
    assertEquals(List.of("mydocker", "docker"), List.copyOf(results.keySet()));
    results.values().forEach(samples -> assertEquals(2, samples.values().size()));
  }

  @Test
  void fiftyAreStartedAndRemovedAlsoForOneRow() throws Exception {
    Race race = race(EnumSet.of(Row.PS50), idler("docker", "true"));
    race.round(0);
    assertEquals(52, turns.size());
    assertEquals(List.of("docker ps", "docker -50"), turns.subList(50, 52));
    assertEquals(Set.of(Row.PS50), race.results().keySet());
  }

  @Test
  void whoCannotRetiresFromWhatItCannot() throws Exception {
    Race race =
        race(
            EnumSet.of(Row.NONE, Row.EXEC),
            idler("docker", "true"),
            idler("podman", "false"),
            idler("crun", "true"));
    race.round(0);
    race.round(1);
    assertEquals(Set.of("docker", "podman"), race.results().get(Row.NONE).keySet());
    assertEquals(Set.of("docker", "crun"), race.results().get(Row.EXEC).keySet());
    assertEquals(1, turns.stream().filter("podman exec"::equals).count());
  }

  @Test
  void withoutDockerTheRaceEnds() {
    Race race = race(EnumSet.of(Row.EXEC), idler("docker", "false"));
    IOException e = assertThrows(IOException.class, () -> race.round(0));
    assertEquals("false: exit code 1: without a word", e.getMessage());
  }
}
