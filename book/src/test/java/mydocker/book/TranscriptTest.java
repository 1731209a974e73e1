package mydocker.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranscriptTest {

  private static List<String> run(String... lines) throws Exception {
    return new Transcript(List.of(lines)).run(Path.of("/"), "ch02");
  }

  @Test
  void whatIsRightStaysAsItIs() throws Exception {
    List<String> right = List.of("$ echo a; echo b7", "a", "b[..]", "$ false", "? 1", "$ true");
    assertEquals(right, new Transcript(right).run(Path.of("/"), "ch02"));
  }

  @Test
  void whatIsWrongIsReplacedAndWildcardsThatFitAreKept() throws Exception {
    assertEquals(
        List.of("$ printf 'pid 17\\nnew\\nup 3 s\\n'", "pid [..]", "new", "up [..] s"),
        run("$ printf 'pid 17\\nnew\\nup 3 s\\n'", "pid [..]", "old", "up [..] s"));
    assertEquals(List.of("$ exit 3", "? 3"), run("$ exit 3"));
    assertEquals(
        List.of("$ seq 6", "1", "...", "4", "5", "6"), run("$ seq 6", "1", "...", "4", "x", "6"));
  }

  @Test
  void wildcardsMatchWhatTheyStandFor() {
    assertTrue(Transcript.matches("uts:[[..]]", "uts:[4026531838]"));
    assertFalse(Transcript.matches("a[..]c", "ab"));
    assertFalse(Transcript.matches("a.c", "abc"));
    assertTrue(Transcript.matches(List.of("...", "z"), List.of("x", "y", "z")));
    assertTrue(Transcript.matches(List.of("a", "..."), List.of("a")));
    assertFalse(Transcript.matches(List.of("a", "...", "b"), List.of("a", "x")));
    assertFalse(Transcript.matches(List.of("a"), List.of("a", "b")));
  }
}
