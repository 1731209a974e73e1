package mydocker.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The weaver on a book of two chapters. */
class WeaverTest {
  private static final String ONE =
      """
      package mydocker;

      import java.util.List;

      /** The one. It is small. */
      class One {
        static final int A = 1;

        /** Doubles. */
        @Deprecated
        static int twice(int n) {
          if (n < 0) {
            return 0;
          }
          return 2 * n;
        }

        int twice = twice(
            4);
      }
      """;

  @TempDir Path root;
  private Path page1;
  private Path page2;

  @BeforeEach
  void makeABook() throws IOException {
    write("ch01-a/src/main/java/mydocker/One.java", ONE);
    write("ch02-b/src/main/java/mydocker/One.java", ONE.replace("return 2 * n;", "return n + n;"));
    write("ch02-b/src/main/java/mydocker/Two.java", "/** Another. */\nclass Two {}\n");
    page1 = write("book/ch01-a.md", "");
    page2 = write("book/ch02-b.md", "");
  }

  private Path write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }

  private Weaver weaver(Path page) throws IOException {
    return new Weaver(new Project(root), page);
  }

  @Test
  void showsAFileWithoutItsImports() throws IOException {
    String woven = weaver(page1).weave("<!-- code One.java -->\n```java\nold\n```\nafter");
    String file = ONE.substring(ONE.indexOf("/** The one"));
    assertEquals("<!-- code One.java -->\n```java\n" + file + "```\nafter", woven);
  }

  @Test
  void showsAMemberWithItsComment() throws IOException {
    String woven = weaver(page1).weave("<!-- code One.java twice -->\n```java\n```");
    assertEquals(
        """
        <!-- code One.java twice -->
        ```java
        /** Doubles. */
        @Deprecated
        static int twice(int n) {
          if (n < 0) {
            return 0;
          }
          return 2 * n;
        }
        ```""",
        woven);
  }

  @Test
  void showsAFileInParts() throws IOException {
    String woven =
        weaver(page1)
            .weave(
                "<!-- code One.java ..twice -->\n```java\n```\n"
                    + "<!-- code One.java twice.. -->\n```java\n```\n");
    assertEquals(
        """
        <!-- code One.java ..twice -->
        ```java
        /** The one. It is small. */
        class One {
          static final int A = 1;
        ```
        <!-- code One.java twice.. -->
        ```java
          /** Doubles. */
        """,
        woven.substring(0, woven.indexOf("  @Deprecated")));
    assertTrue(woven.endsWith("      4);\n}\n```\n"), woven);
  }

  @Test
  void aPartThatEndsBeforeItBeginsIsAnError() {
    assertThrows(
        IllegalStateException.class,
        () -> weaver(page1).weave("<!-- code One.java twice..A -->\n```java\n```"));
  }

  @Test
  void showsADifference() throws IOException {
    String woven = weaver(page2).weave("<!-- diff One.java -->\n```diff\n```");
    assertEquals(
        List.of("-    return 2 * n;", "+    return n + n;"),
        woven.lines().filter(l -> l.matches("[-+] .*")).toList());
  }

  @Test
  void listsTheFilesThatChangedAndTellsWhichItShows() throws IOException {
    String woven =
        weaver(page2)
            .weave("<!-- code Two.java -->\n```java\n```\n<!-- files -->\n<!-- /files -->");
    assertEquals(
        """
        <!-- files -->
        | file | lines | kind | |
        |---|---|---|---|
        | [`One.java`](../ch02-b/src/main/java/mydocker/One.java) | +1 −1 | support | The one |
        | [`Two.java`](../ch02-b/src/main/java/mydocker/Two.java) | 2 | idea | Another |
        <!-- /files -->""",
        woven.substring(woven.indexOf("<!-- files -->")));
  }

  @Test
  void whatIsNotThereIsAnError() {
    assertThrows(
        IOException.class, () -> weaver(page1).weave("<!-- code Three.java -->\n```java\n```"));
    assertThrows(
        IllegalStateException.class,
        () -> weaver(page1).weave("<!-- code One.java thrice -->\n```java\n```"));
  }
}
