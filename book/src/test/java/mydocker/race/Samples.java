package mydocker.race;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What one peer took for one row.
 *
 * @param values one of each round, in their order
 */
record Samples(List<Double> values) {

  double median() {
    return median(values);
  }

  double min() {
    return values.stream().min(Double::compare).orElseThrow();
  }

  /**
   * How many times as long as another it took: the median of the rounds' ratios. What made the
   * machine slow in a round was there for both.
   */
  double ratioTo(Samples other) {
    return median(
        IntStream.range(0, values.size())
            .mapToObj(round -> values.get(round) / other.values.get(round))
            .toList());
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
