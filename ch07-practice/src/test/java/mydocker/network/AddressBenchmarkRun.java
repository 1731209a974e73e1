package mydocker.network;

import com.google.gson.FormattingStyle;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs {@link AddressBenchmark}, and writes what it has measured and a plot of it into the book. It
 * is no test, and takes five minutes:
 *
 * <pre>mvn -pl ch06-network test -Dtest=AddressBenchmarkRun</pre>
 */
class AddressBenchmarkRun {
  private static final Path BOOK = Path.of("..", "book");

  @Test
  void measureAndDraw() throws RunnerException, IOException {
    String benchmark = AddressBenchmark.class.getName() + "\\.";
    JsonArray results =
        json(
            new Runner(new OptionsBuilder().include(benchmark).shouldFailOnError(true).build())
                .run());
    Files.writeString(
        BOOK.resolve("ch06-network-bitmap.json"),
        new GsonBuilder()
                .setFormattingStyle(FormattingStyle.COMPACT)
                .create()
                .toJson(results)
                .replace("},{", "},\n {")
            + "\n");
    AddressPlot.draw(results, BOOK.resolve("ch06-network-bitmap.svg"));
  }

  /** What they have measured, one object for each. */
  static JsonArray json(Collection<RunResult> runs) {
    JsonArray results = new JsonArray();
    for (RunResult run : runs) {
      JsonObject result = new JsonObject();
      result.addProperty("java", run.getParams().getJdkVersion());
      result.addProperty("who", run.getPrimaryResult().getLabel());
      result.addProperty("prefix", Integer.parseInt(run.getParams().getParam("prefix")));
      result.addProperty("percent", Double.parseDouble(run.getParams().getParam("fill")));
      result.addProperty("ns", round(run.getPrimaryResult().getScore()));
      result.addProperty("error", round(run.getPrimaryResult().getScoreError()));
      results.add(result);
    }
    return results;
  }

  private static double round(double nanos) {
    return Math.round(nanos * 10) / 10.0;
  }
}
