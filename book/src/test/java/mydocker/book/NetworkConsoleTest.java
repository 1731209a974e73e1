package mydocker.book;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the pages of networks to what their commands print, in a network of their own. */
@RequiresRoot
class NetworkConsoleTest {
  static List<Path> pages() throws IOException {
    return Project.ofThisTest().pages(true);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void theConsoleOnAPagePrintsWhatThePageSays(Path page) throws Exception {
    OwnNetwork.call(
        () -> {
          Console.check(page);
          return null;
        });
  }
}
