package mydocker.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benchmark still runs, its answers are right, and what it measures can be drawn. */
class AddressBenchmarkTest {

  @Test
  void runsAndIsDrawn(@TempDir Path folder) throws Exception {
    System.setProperty("jmh.ignoreLock", "true"); // it may be disturbed: no time counts here
    Options quick =
        new OptionsBuilder()
            .include(AddressBenchmark.class.getName() + "\\.")
            .param("prefix", "24", "16")
            .param("fill", "0", "99")
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(1))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    JsonArray results = AddressBenchmarkRun.json(new Runner(quick).run());
    assertEquals(5 * 2 * 2, results.size());
    Path plot = folder.resolve("plot.svg");
    AddressPlot.draw(results, plot);
    String svg = Files.readString(plot);
    for (AddressPlot.Line line : AddressPlot.LINES) {
      assertTrue(svg.contains(">" + line.name() + "<"), line.name());
    }
  }
}
