package mydocker.book;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A console session on a page: {@code $ command}, then what it printed, and {@code ? 1} if its exit
 * code was not 0. In the output {@code [..]} stands for any text within a line, and {@code ...}
 * alone on a line for any lines (the wildcards of trycmd).
 *
 * @param lines the lines between the fences
 */
record Transcript(List<String> lines) {
  static final String ANY_LINES = "...";
  private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");

  /**
   * Runs every command; returns the session as it should stand on the page.
   *
   * @param folder where
   * @param chapter the chapter whose program the launcher is to start
   */
  List<String> run(Path folder, String chapter) throws IOException, InterruptedException {
    List<String> result = new ArrayList<>();
    int i = 0;
    while (i < lines.size()) {
      int next = i + 1;
      while (next < lines.size() && !lines.get(next).startsWith("$ ")) {
        next++;
      }
      result.add(lines.get(i));
      List<String> actual = run(folder, chapter, lines.get(i).substring(2));
      List<String> expected = lines.subList(i + 1, next);
      result.addAll(matches(expected, actual) ? expected : Aligned.of(expected, actual).lines());
      i = next;
    }
    return result;
  }

  private static List<String> run(Path folder, String chapter, String command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", command)
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("MYDOCKER_CHAPTER", chapter);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<String> actual = new ArrayList<>(COLOURS.matcher(output).replaceAll("").lines().toList());
    int code = process.waitFor();
    if (code != 0) {
      actual.add(0, "? " + code);
    }
    return actual;
  }

  /** Whether the lines printed are those that are expected. */
  static boolean matches(List<String> expected, List<String> actual) {
    if (expected.isEmpty()) {
      return actual.isEmpty();
    }
    List<String> rest = expected.subList(1, expected.size());
    if (expected.get(0).equals(ANY_LINES)) {
      for (int skipped = 0; skipped <= actual.size(); skipped++) {
        if (matches(rest, actual.subList(skipped, actual.size()))) {
          return true;
        }
      }
      return false;
    }
    return !actual.isEmpty()
        && matches(expected.get(0), actual.get(0))
        && matches(rest, actual.subList(1, actual.size()));
  }

  /** Whether a line printed is the one expected. */
  static boolean matches(String expected, String actual) {
    StringBuilder regex = new StringBuilder();
    for (String literal : expected.split(Pattern.quote("[..]"), -1)) {
      regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
    }
    return actual.matches(regex.toString());
  }
}
