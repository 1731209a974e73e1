package mydocker.book;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A checkout: its chapters and its pages.
 *
 * @param root the folder of the parent pom
 */
record Project(Path root) {

  /** The one that this test belongs to; Maven runs a module's tests in the module's folder. */
  static Project ofThisTest() {
    return new Project(Path.of("").toAbsolutePath().getParent());
  }

  /** All chapters, first to last: {@code ch02-namespaces}, ... */
  List<Path> chapters() throws IOException {
    return list(root, "ch\\d\\d-.*");
  }

  /** All pages, in the order of their names. */
  List<Path> pages() throws IOException {
    return list(root.resolve("book"), ".*\\.md");
  }

  /** Those that change the network of the machine that they are typed on, or those that do not. */
  List<Path> pages(boolean ofNetworks) throws IOException {
    List<Path> some = new ArrayList<>();
    for (Path page : pages()) {
      if (isOfNetworks(page) == ofNetworks) {
        some.add(page);
      }
    }
    return some;
  }

  /**
   * Holds a page to what it should be, or makes it so.
   *
   * @param before the page
   * @param now what it should be
   */
  static void check(Path page, String before, String now) throws IOException {
    if ("write".equals(System.getProperty("book"))) {
      Files.writeString(page, now);
    } else if (!now.equals(before)) {
      List<String> is = before.lines().toList();
      List<String> should = now.lines().toList();
      int first = 0;
      while (first < Math.min(is.size(), should.size())
          && is.get(first).equals(should.get(first))) {
        first++;
      }
      int behind = 0;
      while (behind < Math.min(is.size(), should.size()) - first
          && is.get(is.size() - 1 - behind).equals(should.get(should.size() - 1 - behind))) {
        behind++;
      }
      fail(
          "%s is stale from line %d: mvn verify -Dbook=write. It says%n%s%nand should say%n%s"
              .formatted(
                  page,
                  first + 1,
                  String.join("\n", is.subList(first, is.size() - behind)),
                  String.join("\n", should.subList(first, should.size() - behind))));
    }
  }

  /** The page of a chapter: {@code book/ch02-namespaces.md}. */
  Path pageOf(Path chapter) {
    return root.resolve("book").resolve(chapter.getFileName() + ".md");
  }

  /** The chapter of a page, or null for the preface and its like. */
  Path chapterOf(Path page) throws IOException {
    for (Path chapter : chapters()) {
      if (pageOf(chapter).getFileName().equals(page.getFileName())) {
        return chapter;
      }
    }
    return null;
  }

  private boolean isOfNetworks(Path page) throws IOException {
    Path chapter = chapterOf(page);
    return chapter != null && Files.exists(chapter.resolve("src/main/java/mydocker/network"));
  }

  /** The chapter before one, or null before the first. */
  Path before(Path chapter) throws IOException {
    List<Path> all = chapters();
    int i = all.indexOf(chapter);
    return i == 0 ? null : all.get(i - 1);
  }

  /** The files of a chapter's main code, relative to it. */
  static List<Path> mainFiles(Path chapter) throws IOException {
    Path main = chapter.resolve("src/main");
    if (!Files.exists(main)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(main)) {
      return files.filter(Files::isRegularFile).map(chapter::relativize).sorted().toList();
    }
  }

  private static List<Path> list(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().matches(name)).sorted().toList();
    }
  }
}
