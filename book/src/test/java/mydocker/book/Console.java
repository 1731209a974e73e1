package mydocker.book;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The sessions that a page shows, typed again. */
final class Console {
  private static final Project PROJECT = Project.ofThisTest();
  private static final Pattern SESSION = Pattern.compile("(?ms)(?<=^```console\n).*?(?=^```$)");

  private Console() {}

  /** Holds a page to what its commands print. */
  static void check(Path page) throws Exception {
    Project.check(page, Files.readString(page), typed(page));
  }

  /** The page as it is when what it shows has been typed. */
  private static String typed(Path page) throws IOException, InterruptedException {
    String text = Files.readString(page);
    StringBuilder now = new StringBuilder();
    int end = 0;
    String chapter = page.getFileName().toString().split("-")[0];
    for (MatchResult m : SESSION.matcher(text).results().toList()) {
      now.append(text, end, m.start());
      for (String line : new Transcript(m.group().lines().toList()).run(PROJECT.root(), chapter)) {
        now.append(line).append('\n');
      }
      end = m.end();
    }
    return now.append(text, end, text.length()).toString();
  }
}
