package mydocker.race;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All of the race that needs no docker, and what it says where there is none. */
class RaceTest {
  private static final Path SCRIPT = Path.of("race").toAbsolutePath();

  @TempDir Path folder;

  private record Run(int code, String said) {}

  private Run run(Map<String, String> environment, String... arguments) throws Exception {
    Path said = folder.resolve("said");
    ProcessBuilder builder = new ProcessBuilder("/bin/bash", SCRIPT.toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().putAll(environment);
    int code = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start().waitFor();
    return new Run(code, Files.readString(said));
  }

  @Test
  void helpNamesEveryRow() throws Exception {
    Run help = run(Map.of(), "--help");
    assertEquals(0, help.code(), help.said());
    for (Row row : Row.values()) {
      assertTrue(help.said().contains("\n                  " + row.id() + " "), row.id());
    }
    String rows = Arrays.stream(Row.values()).map(Row::id).collect(Collectors.joining(","));
    assertTrue(Files.readString(SCRIPT).contains("\nall_rows=" + rows + "\n"), rows);
  }

  @Test
  void whatIsWrongIsSaidInOneLine() throws Exception {
    String end = ": book/race --help\n";
    Map<String, String> none = Map.of();
    assertEquals(new Run(2, "race: unknown argument \"now\"" + end), run(none, "now"));
    assertEquals(
        new Run(2, "race: --rounds is \"0\", not a number above 0" + end),
        run(none, "--rounds", "0"));
    assertEquals(new Run(2, "race: --rows needs a value" + end), run(none, "--rows"));
    Run unknown = run(none, "--rows", "exec,nap");
    assertEquals(2, unknown.code());
    assertTrue(unknown.said().startsWith("race: --rows: there is no \"nap\" among none,"));
  }

  @Test
  void withoutDockerThereIsNoRace() throws Exception {
    for (String program : List.of("dirname", "realpath")) {
      Path here = folder.resolve(program);
      Files.copy(Path.of("/usr/bin", program), here, StandardCopyOption.COPY_ATTRIBUTES);
    }
    assertEquals(
        new Run(
            1,
            "race: find docker: not in the PATH, and it is whom mydocker is raced against:"
                + " apt-get install docker.io\n"),
        run(Map.of("PATH", folder.toString()), "--out", folder.toString()));
  }

  @Test
  void aRatioIsTheMedianOfTheRounds() {
    Samples ours = new Samples(List.of(30.0, 10.0, 1000.0, 20.0));
    assertEquals(25, ours.median());
    assertEquals(10, ours.min());
    assertEquals(20, new Samples(List.of(30.0, 10.0, 20.0)).median());
    // In the third round the machine was busy with something else, for both.
    assertEquals(2, ours.ratioTo(new Samples(List.of(15.0, 5.0, 500.0, 4.0))));
  }

  @Test
  void aSampleIsWrittenAsPeopleReadIt() {
    assertEquals("366 ms", Row.NONE.format(366.4));
    assertEquals("8,612 ms", Row.RUN50.format(8612));
    assertEquals("31.1 s", Row.RUN50.format(31_099));
    assertEquals("12,178 kB", Row.MEMORY.format(12_178));
  }

  /** Runc takes part in one row only, and one row was not raced. */
  private static Outcome outcome() {
    Map<Row, Map<String, Samples>> results = new EnumMap<>(Row.class);
    results.put(Row.NONE, results(List.of(600.0, 700.0, 650.0)));
    results.get(Row.NONE).put("runc", new Samples(List.of(90.0, 90.0, 60.0)));
    results.put(Row.MEMORY, results(List.of(300.0, 300.0, 300.0)));
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("mydocker", "abc1234");
    versions.put("Java", "17.0.1");
    versions.put("docker", "20.10.24");
    return new Outcome(
        LocalDate.of(2026, 11, 30), new Machine("Slow & Steady", 2, "6.1"), 3, versions, results);
  }

  private static Map<String, Samples> results(List<Double> ours) {
    Map<String, Samples> results = new LinkedHashMap<>();
    results.put("mydocker", new Samples(ours));
    results.put("docker", new Samples(List.of(300.0, 350.0, 300.0)));
    return results;
  }

  @Test
  void theTableSaysMedianLeastAndRatio() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    new Report(outcome()).print(new PrintStream(text, true, StandardCharsets.UTF_8));
    List<String> lines = text.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals("Slow & Steady, 2 cores, Linux 6.1; 2026-11-30; rounds: 3", lines.get(0));
    assertEquals("mydocker abc1234, Java 17.0.1, docker 20.10.24", lines.get(1));
    assertTrue(lines.get(2).startsWith("runc and crun start from bundles"), lines.get(2));
    String columns = lines.get(5).replaceAll("  +", "|");
    assertEquals("run --rm --network none busybox true|mydocker|650 ms|600 ms|2.00", columns);
  }

  @Test
  void theJsonHasAllSamples() throws Exception {
    Path file = folder.resolve("race.json");
    new Report(outcome()).write(file);
    JsonObject race = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertEquals("2026-11-30", race.get("date").getAsString());
    assertEquals("6.1", race.getAsJsonObject("machine").get("kernel").getAsString());
    assertEquals("17.0.1", race.getAsJsonObject("versions").get("Java").getAsString());
    JsonArray results = race.getAsJsonArray("results");
    assertEquals(5, results.size());
    JsonObject runc = results.get(2).getAsJsonObject();
    assertEquals("runc", runc.get("peer").getAsString());
    assertEquals("ms", runc.get("unit").getAsString());
    assertEquals(0.257, runc.get("ratio").getAsDouble());
    assertEquals("[90.0,90.0,60.0]", runc.get("samples").toString());
  }

  @Test
  void thePictureHasItsTextAsText() throws Exception {
    Path file = folder.resolve("race.svg");
    Picture.draw(outcome(), file);
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    var texts = factory.newDocumentBuilder().parse(file.toFile()).getElementsByTagName("text");
    StringBuilder all = new StringBuilder("\n");
    for (int i = 0; i < texts.getLength(); i++) {
      all.append(texts.item(i).getTextContent().strip()).append('\n');
    }
    for (String text :
        List.of("runc", Row.MEMORY.title(), "2.00  650 ms", "1.00  300 kB", "0.26  90 ms")) {
      assertTrue(all.toString().contains("\n" + text + "\n"), text + " is not in" + all);
    }
    outcome().conditions().forEach(line -> assertTrue(all.toString().contains(line), line));
  }
}
