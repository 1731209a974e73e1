package mydocker.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the pages of networks to what their commands print, in a network of their own. */
@RequiresRoot
class NetworkConsoleTest {
  private static final Pattern DEBIAN_IMAGE = Pattern.compile("(?m)^\\$ (book/debian-image [^|]*)");

  static List<Path> pages() throws IOException {
    return Project.ofThisTest().pages(true);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void theConsoleOnAPagePrintsWhatThePageSays(Path page) throws Exception {
    makeArchives(page);
    OwnNetwork.call(
        () -> {
          Console.check(page);
          return null;
        });
  }

  /** What images are made of on the page must be here already: there is no way out in there. */
  private static void makeArchives(Path page) throws Exception {
    for (MatchResult m : DEBIAN_IMAGE.matcher(Files.readString(page)).results().toList()) {
      List<String> make = List.of("$ " + m.group(1) + "> /dev/null");
      assertEquals(make, new Transcript(make).run(Project.ofThisTest().root(), ""));
    }
  }
}
