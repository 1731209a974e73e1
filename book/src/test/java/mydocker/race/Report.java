package mydocker.race;

import com.google.gson.FormattingStyle;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * A race as text, and as JSON.
 *
 * @param outcome of the race
 */
record Report(Outcome outcome) {
  private static final String LINE = "%-42s %-9s %10s %10s %6s%n";

  /** A table. */
  void print(PrintStream out) {
    outcome.conditions().forEach(out::println);
    out.println();
    out.printf(LINE, "", "", "median", "least", "ratio");
    outcome
        .results()
        .forEach(
            (row, results) -> {
              String title = row.title();
              for (Map.Entry<String, Samples> result : results.entrySet()) {
                Samples samples = result.getValue();
                out.printf(
                    LINE,
                    title,
                    result.getKey(),
                    row.format(samples.median()),
                    row.format(samples.min()),
                    String.format(Locale.ROOT, "%.2f", outcome.ratio(row, result.getKey())));
                title = "";
              }
            });
  }

  /** A file with all samples, a line for each row and peer. */
  void write(Path file) throws IOException {
    String json =
        new GsonBuilder()
            .setFormattingStyle(FormattingStyle.COMPACT.withSpaceAfterSeparators(true))
            .disableHtmlEscaping()
            .create()
            .toJson(json());
    Files.writeString(
        file,
        json.replace("}, {", "},\n  {").replace("\"results\": [{", "\"results\": [\n  {") + "\n");
  }

  private JsonObject json() {
    JsonObject race = new JsonObject();
    race.addProperty("date", outcome.date().toString());
    JsonObject machine = new JsonObject();
    machine.addProperty("processor", outcome.machine().processor());
    machine.addProperty("cores", outcome.machine().cores());
    machine.addProperty("kernel", outcome.machine().kernel());
    race.add("machine", machine);
    JsonObject versions = new JsonObject();
    outcome.versions().forEach(versions::addProperty);
    race.add("versions", versions);
    race.addProperty("rounds", outcome.rounds());
    JsonArray results = new JsonArray();
    outcome
        .results()
        .forEach(
            (row, peers) ->
                peers.forEach((peer, samples) -> results.add(json(row, peer, samples))));
    race.add("results", results);
    return race;
  }

  private JsonObject json(Row row, String peer, Samples samples) {
    JsonObject result = new JsonObject();
    result.addProperty("row", row.id());
    result.addProperty("what", row.title());
    result.addProperty("peer", peer);
    result.addProperty("unit", row.unit());
    result.addProperty("median", round(samples.median(), 10));
    result.addProperty("min", round(samples.min(), 10));
    result.addProperty("ratio", round(outcome.ratio(row, peer), 1000));
    JsonArray values = new JsonArray();
    samples.values().forEach(value -> values.add(round(value, 10)));
    result.add("samples", values);
    return result;
  }

  private static double round(double number, double parts) {
    return Math.round(number * parts) / parts;
  }
}
