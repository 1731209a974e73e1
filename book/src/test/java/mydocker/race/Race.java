package mydocker.race;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Rounds in which each peer takes its turn at each row. */
final class Race {
  private static final Set<String> NEEDED = Set.of("mydocker", Outcome.REFERENCE);
  private static final int AT_A_TIME = 8;
  private static final String ONE = "one";
  private static final String OTHER = "other";
  private static final List<String> FIFTY =
      IntStream.rangeClosed(1, 50).mapToObj("number%d"::formatted).toList();
  private static final String[] SLEEP = {"sleep", "1000"};
  private static final Duration UNTIL_CALM = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<Peer> peers;
  private final Set<Row> rows;
  private final Commands commands;
  private final Map<Row, Map<String, List<Double>>> samples = new EnumMap<>(Row.class);
  private final Map<Row, Set<String>> retired = new EnumMap<>(Row.class);

  /**
   * A race.
   *
   * @param peers who takes part
   * @param rows in what
   */
  Race(List<Peer> peers, Set<Row> rows, Commands commands) {
    this.peers = peers;
    this.rows = rows;
    this.commands = commands;
    for (Row row : Row.values()) {
      samples.put(row, new HashMap<>());
      retired.put(row, new HashSet<>());
      peers.stream().filter(p -> !p.races(row)).forEach(p -> retired.get(row).add(p.name()));
    }
  }

  /** Runs a round. The first one begins with the first peer, the next one with the second. */
  void round(int number) throws IOException, InterruptedException {
    List<Peer> order = new ArrayList<>(peers);
    Collections.rotate(order, -number);
    for (Row.Stage stage : Row.Stage.values()) {
      List<Row> ofStage = rowsOf(stage);
      if (Collections.disjoint(ofStage, rows)) {
        continue;
      }
      if (stage == Row.Stage.ONE) {
        turns(order, Row.EXEC, peer -> commands.time(peer.detach(ONE, List.of(), SLEEP)));
      }
      for (Row row : ofStage) {
        // Of the fifty each row needs the one before it.
        if (rows.contains(row) || stage == Row.Stage.FIFTY) {
          turns(order, row, peer -> record(row, peer, sample(row, peer)));
        }
      }
      if (stage == Row.Stage.ONE) {
        turns(order, Row.EXEC, peer -> commands.time(peer.remove(List.of(ONE)), 1));
      }
    }
  }

  /** What came of all rounds. */
  Map<Row, Map<String, Samples>> results() {
    Map<Row, Map<String, Samples>> results = new EnumMap<>(Row.class);
    for (Row row : rows) {
      Map<String, Samples> ofRow = new LinkedHashMap<>();
      for (String peer : Outcome.PEERS) {
        if (samples.get(row).containsKey(peer)) {
          ofRow.put(peer, new Samples(samples.get(row).get(peer)));
        }
      }
      results.put(row, ofRow);
    }
    return results;
  }

  /** What a peer does when it is its turn. */
  private interface Turn {
    void take(Peer peer) throws IOException, InterruptedException;
  }

  /** Each peer takes its turn; one that cannot retires, if there is a race without it. */
  private void turns(List<Peer> order, Row row, Turn turn)
      throws IOException, InterruptedException {
    for (Peer peer : order) {
      if (retired.get(row).contains(peer.name())) {
        continue;
      }
      try {
        turn.take(peer);
      } catch (IOException e) {
        if (NEEDED.contains(peer.name())) {
          throw e;
        }
        retire(peer, row);
        System.err.printf("race: %s retires from %s: %s%n", peer.name(), row.id(), e.getMessage());
      }
    }
  }

  private void retire(Peer peer, Row row) {
    // What stands on what has failed fails, too.
    List<Row> all = row.stage() == Row.Stage.EMPTY ? List.of(row) : rowsOf(row.stage());
    for (Row each : all) {
      retired.get(each).add(peer.name());
      samples.get(each).remove(peer.name());
    }
  }

  private static List<Row> rowsOf(Row.Stage stage) {
    return Arrays.stream(Row.values()).filter(row -> row.stage() == stage).toList();
  }

  private void record(Row row, Peer peer, double sample) {
    samples.get(row).computeIfAbsent(peer.name(), name -> new ArrayList<>()).add(sample);
  }

  private double sample(Row row, Peer peer) throws IOException, InterruptedException {
    return switch (row) {
      case NONE -> commands.time(peer.run("--network", "none"));
      case DEFAULT, BESIDE -> commands.time(peer.run());
      case EXEC -> commands.time(peer.exec(ONE));
      case PS, PS50 -> commands.time(peer.list());
      case RUN50 -> {
        List<List<String>> all = new ArrayList<>();
        for (String container : FIFTY) {
          all.add(peer.detach(container, List.of(), SLEEP));
        }
        yield commands.time(all, AT_A_TIME);
      }
      case RM50 -> commands.time(peer.remove(FIFTY), 1);
      case RESTART -> untilItRests(peer);
      case MEMORY -> beside(peer);
    };
  }

  /** From the command to the last end: to ask when that was takes no time of this. */
  private double untilItRests(Peer peer) throws IOException, InterruptedException {
    Instant begin = Instant.now();
    commands.time(peer.detach(OTHER, List.of("--restart=on-failure:3"), "false"));
    String[] state;
    do {
      if (Instant.now().isAfter(begin.plus(PATIENCE))) {
        throw new IOException("wait for " + peer.name() + " to start a container again 3 times");
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
      state = commands.out(peer.inspect(OTHER)).strip().split(" ");
    } while (!state[0].equals("3") || !state[1].equals("exited"));
    commands.time(peer.remove(List.of(OTHER)), 1);
    Instant end = OffsetDateTime.parse(state[2].replace("\"", "")).toInstant();
    return Duration.between(begin, end).toNanos() / Commands.NANOS;
  }

  /** What has begun with a container, and is not in it. */
  private double beside(Peer peer) throws IOException, InterruptedException {
    Set<String> before = Memory.processes();
    commands.time(peer.detach(OTHER, List.of(), SLEEP));
    Thread.sleep(UNTIL_CALM.toMillis());
    Set<String> begun = Memory.processes();
    begun.removeAll(before);
    double pss = Memory.pss(begun);
    commands.time(peer.remove(List.of(OTHER)), 1);
    return pss;
  }
}
