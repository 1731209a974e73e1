package mydocker.race;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What book/race starts when all is there. */
final class Main {
  private static final int NO_RACE = 1;
  private static final long NANOS = 1_000_000_000;

  private Main() {}

  /**
   * Runs the race.
   *
   * @param arguments the folder for all that is written; how many rounds; the names of the rows,
   *     with commas; the commit of mydocker
   */
  public static void main(String[] arguments) throws InterruptedException {
    try {
      Path work = Path.of(arguments[0]);
      int rounds = Integer.parseInt(arguments[1]);
      Set<Row> rows =
          Arrays.stream(arguments[2].split(","))
              .map(Row::of)
              .collect(Collectors.toCollection(() -> EnumSet.noneOf(Row.class)));
      Outcome outcome = run(work, rounds, rows, arguments[3]);
      new Report(outcome).print(System.out);
      new Report(outcome).write(work.resolve("race.json"));
      Picture.draw(outcome, work.resolve("race.svg"));
    } catch (IOException e) {
      System.err.println("race: " + e.getMessage());
      System.exit(NO_RACE);
    }
  }

  private static Outcome run(Path work, int rounds, Set<Row> rows, String commit)
      throws IOException, InterruptedException {
    Commands commands = new Commands(work);
    Peers peers = new Peers(work, commit, commands);
    Race race = new Race(peers.all(), rows, commands);
    long begin = System.nanoTime();
    for (int round = 0; round < rounds; round++) {
      race.round(round);
      long seconds = (System.nanoTime() - begin) / NANOS;
      System.err.printf("race: round %d of %d: %d s%n", round + 1, rounds, seconds);
    }
    return new Outcome(
        LocalDate.now(), Machine.ofThisRace(), rounds, peers.versions(), race.results());
  }
}
