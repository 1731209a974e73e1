package mydocker.race;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All that is known after a race.
 *
 * @param machine what it was run on
 * @param versions of those who took part, and of Java
 * @param results of each row, by the names of the peers
 */
record Outcome(
    LocalDate date,
    Machine machine,
    int rounds,
    Map<String, String> versions,
    Map<Row, Map<String, Samples>> results) {
  /** To whom the ratios are. */
  static final String REFERENCE = "docker";

  /** Those who take part, in the order in which they are shown. */
  static final List<String> PEERS = List.of("mydocker", REFERENCE, "podman", "runc", "crun");

  /** How many times as long as docker a peer took. */
  double ratio(Row row, String peer) {
    Map<String, Samples> samples = results.get(row);
    return samples.get(peer).ratioTo(samples.get(REFERENCE));
  }

  /** Those with a result in at least one row. */
  List<String> peers() {
    return PEERS.stream()
        .filter(peer -> results.values().stream().anyMatch(row -> row.containsKey(peer)))
        .toList();
  }

  /** Under which conditions the numbers came about, in lines. */
  List<String> conditions() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s, %d cores, Linux %s; %s; rounds: %d"
            .formatted(machine.processor(), machine.cores(), machine.kernel(), date, rounds));
    lines.add(
        versions.entrySet().stream()
            .map(version -> version.getKey() + " " + version.getValue())
            .collect(Collectors.joining(", ")));
    if (peers().contains("runc") || peers().contains("crun")) {
      lines.add("runc and crun start from bundles made ready: no image, no network");
    }
    return lines;
  }
}
