package mydocker.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Leaves out a test that has passed in a chapter before this one, in the same run of Maven, if all
 * code that it reaches is the same here: what it tests and the test itself. A chapter that is
 * tested alone, or a test that is asked for with {@code -Dtest}, has no such run before it. With
 * {@code -Dchapters=all} nothing is left out.
 */
public final class LeftToChapter implements PostDiscoveryFilter {
  /** What tells this run of Maven from others. */
  static final String RUN = System.getProperty("mydocker.run", "");

  private static Map<String, String> chapters;

  static boolean isOff() {
    return RUN.isEmpty()
        || "all".equals(System.getProperty("chapters"))
        || System.getProperty("test") != null;
  }

  @Override
  public FilterResult apply(TestDescriptor test) {
    Optional<String> chapter = PassedTests.methodOf(test.getUniqueId()).map(chapters()::get);
    return FilterResult.includedIf(
        chapter.isEmpty(), () -> "only here", () -> "has passed in " + chapter.orElseThrow());
  }

  /** Where each test is left to, by its ID. */
  private static synchronized Map<String, String> chapters() {
    if (chapters == null) {
      try {
        chapters = isOff() ? Map.of() : find(Path.of("").toAbsolutePath());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return chapters;
  }

  private static Map<String, String> find(Path here) throws IOException {
    Map<String, String> found = new HashMap<>();
    Map<String, Integer> tests = new TreeMap<>();
    for (Path chapter : chaptersBefore(here)) {
      for (PassedTests.Test test : PassedTests.of(chapter)) {
        Optional<String> digest =
            ReachedCode.ofThisChapter().digest(test.testClass(), test.method());
        if (digest.equals(Optional.of(test.digest()))) {
          String name = chapter.getFileName().toString();
          found.put(test.id(), name);
          tests.merge(name, test.tests(), Integer::sum);
        }
      }
    }
    if (System.getProperty("mydocker.jvm").equals("jvm-1")) { // one of the JVMs beside each other
      tests.forEach(
          (chapter, count) ->
              System.out.printf(
                  "left to %s: %d tests, whose code is the same there%n", chapter, count));
    }
    return found;
  }

  private static List<Path> chaptersBefore(Path here) throws IOException {
    try (Stream<Path> all = Files.list(here.getParent())) {
      return all.filter(c -> c.getFileName().toString().matches("ch\\d\\d-.*"))
          .filter(c -> c.compareTo(here) < 0)
          .sorted()
          .toList();
    }
  }
}
