package mydocker.book;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the pages to what their commands print, but for those of {@link NetworkConsoleTest}. */
@RequiresRoot
class ConsoleTest {
  static List<Path> pages() throws IOException {
    return Project.ofThisTest().pages(false);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void theConsoleOnAPagePrintsWhatThePageSays(Path page) throws Exception {
    Console.check(page);
  }
}
