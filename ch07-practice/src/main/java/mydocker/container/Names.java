package mydocker.container;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Names of containers. */
final class Names {
  private static final String PATTERN = "[a-zA-Z0-9][a-zA-Z0-9_.-]+";

  private static final List<String> ADJECTIVES =
      List.of(
          "brave", "calm", "clever", "eager", "gentle", "happy", "jolly", "keen", "kind", "lucid",
          "merry", "nimble", "patient", "quiet", "quick", "sharp", "silent", "steady", "sunny",
          "vivid", "warm", "wise", "witty", "zealous");

  /** People without whom there would be no containers, or no computers. */
  private static final List<String> SURNAMES =
      List.of(
          "allen",
          "biederman",
          "cox",
          "dijkstra",
          "emelyanov",
          "engelbart",
          "gosling",
          "hamilton",
          "heo",
          "hopper",
          "johnson",
          "kernighan",
          "knuth",
          "lamport",
          "lamarr",
          "liskov",
          "lovelace",
          "menage",
          "okajima",
          "pike",
          "ritchie",
          "steele",
          "szeredi",
          "thompson",
          "torvalds",
          "turing",
          "viro",
          "wheeler");

  private Names() {}

  /**
   * Refuses a name that could be taken for a path or an option.
   *
   * @throws IllegalArgumentException in docker's words
   */
  static void require(String name) {
    if (!name.matches(PATTERN)) {
      throw new IllegalArgumentException(
          "Invalid container name (%s), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed"
              .formatted(name));
    }
  }

  /** A name for a container that was given none; it need not be free. */
  static String random() {
    return pick(ADJECTIVES) + "_" + pick(SURNAMES);
  }

  /** Another one, where {@link #random} was taken. */
  static String another() {
    return random() + ThreadLocalRandom.current().nextInt(1000);
  }

  private static String pick(List<String> words) {
    return words.get(ThreadLocalRandom.current().nextInt(words.size()));
  }
}
