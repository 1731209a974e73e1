package mydocker.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the book to the code. {@code mvn verify -Dbook=write} writes what {@code mvn verify}
 * checks.
 */
class BookTest {
  private static final Project PROJECT = Project.ofThisTest();
  private static final Pattern CODE = Pattern.compile("```(java|diff|xml|bash)");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");
  private static final Pattern TYPED_ROOT = Pattern.compile("(?m)^\\$ .*--root (/tmp/\\w+)");
  private static final int PAGE_BYTES = 200 * 1024;
  private static final int LINES_IN_A_ROW = 80;

  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");

  static List<Path> pages() throws IOException {
    return PROJECT.pages();
  }

  static List<Path> chapters() throws IOException {
    return PROJECT.chapters();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void theCodeOnAPageIsTheCodeOfItsChapter(Path page) throws IOException {
    String text = Files.readString(page);
    Project.check(page, text, new Weaver(PROJECT, page).weave(text));
  }

  /** What a page does not show stands in its table, which is woven like the code. */
  @ParameterizedTest
  @MethodSource("chapters")
  void aPageShowsOrListsAllThatItsChapterChanges(Path chapter) throws IOException {
    String page = Files.readString(PROJECT.pageOf(chapter));
    assertTrue(page.contains("<!-- files -->"), "table of files");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void noPageIsTooMuchForAPerson(Path page) throws IOException {
    String text = Files.readString(page);
    List<Integer> rows = rowsOfCode(text);
    assertTrue(
        Files.size(page) <= PAGE_BYTES && rows.stream().allMatch(n -> n <= LINES_IN_A_ROW),
        page + " has " + Files.size(page) + " bytes; code in a row: " + rows);
  }

  /** How many lines of code stand between one paragraph and the next, for each such row. */
  private static List<Integer> rowsOfCode(String text) {
    List<Integer> rows = new ArrayList<>();
    int row = 0;
    boolean code = false;
    for (String line : text.lines().toList()) {
      if (line.startsWith("```")) {
        code = !code && CODE.matcher(line).matches();
      } else if (code) {
        row++;
      } else if (!line.isBlank() && !line.startsWith("<!--")) {
        rows.add(row);
        row = 0;
      }
    }
    return rows.stream().filter(n -> n > 0).toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsToAFile(Path page) throws IOException {
    String prose = FENCED.matcher(Files.readString(page)).replaceAll("");
    for (MatchResult m : LINK.matcher(prose).results().toList()) {
      assertTrue(Files.exists(page.resolveSibling(m.group(1))), page + " links to " + m.group(1));
    }
  }

  /** {@link ConsoleTest} and {@link NetworkConsoleTest} run side by side. */
  @Test
  void pagesOfNetworksHaveFoldersOfTheirOwn() throws IOException {
    Set<String> both = roots(PROJECT.pages(true));
    both.retainAll(roots(PROJECT.pages(false)));
    assertEquals(Set.of(), both);
  }

  /** The root folders of what is typed on some pages. */
  private static Set<String> roots(List<Path> pages) throws IOException {
    Set<String> roots = new TreeSet<>();
    for (Path page : pages) {
      TYPED_ROOT.matcher(Files.readString(page)).results().forEach(m -> roots.add(m.group(1)));
    }
    return roots;
  }

  /** Whose lines have a mark before them. */
  private static boolean isPatch(Path file) {
    return file.toString().endsWith(".patch");
  }

  @Test
  void noLineOfCodeIsTooLongForAProjector() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path chapter : PROJECT.chapters()) {
      try (Stream<Path> files = Files.walk(chapter.resolve("src"))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          tooLong.addAll(
              Files.readAllLines(file).stream()
                  .filter(line -> line.length() > 100 + (isPatch(file) ? 1 : 0))
                  .map(line -> file + ": " + line)
                  .collect(Collectors.toList()));
        }
      }
    }
    assertEquals(List.of(), tooLong);
  }
}
