package mydocker.book;

import java.util.ArrayList;
import java.util.List;

/**
 * What was printed, with those expected lines kept that still fit, and so with their wildcards: of
 * all ways to lay the two side by side the one that keeps the most.
 *
 * @param score how much is kept
 * @param line the first line, or null if there is none
 * @param rest the lines behind it
 */
record Aligned(int score, String line, Aligned rest) {

  static Aligned of(List<String> expected, List<String> actual) {
    // best[e][a]: for what is left of the two when e and a lines of them are done.
    Aligned[][] best = new Aligned[expected.size() + 1][actual.size() + 1];
    for (int e = expected.size(); e >= 0; e--) {
      for (int a = actual.size(); a >= 0; a--) {
        Aligned found =
            e == expected.size() && a == actual.size() ? new Aligned(0, null, null) : null;
        if (a < actual.size()) {
          found = better(found, -1, actual.get(a), best[e][a + 1]);
        }
        if (e < expected.size()) {
          Aligned dropped = best[e + 1][a];
          found = found == null || dropped.score > found.score ? dropped : found;
          if (expected.get(e).equals(Transcript.ANY_LINES)) {
            for (int end = a; end <= actual.size(); end++) {
              found = better(found, 1, expected.get(e), best[e + 1][end]);
            }
          } else if (a < actual.size() && Transcript.matches(expected.get(e), actual.get(a))) {
            found = better(found, 2, expected.get(e), best[e + 1][a + 1]);
          }
        }
        best[e][a] = found;
      }
    }
    return best[0][0];
  }

  private static Aligned better(Aligned found, int gain, String line, Aligned rest) {
    int score = rest.score + gain;
    return found == null || score > found.score ? new Aligned(score, line, rest) : found;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Aligned a = this; a.line != null; a = a.rest) {
      lines.add(a.line);
    }
    return lines;
  }
}
