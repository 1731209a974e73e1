package mydocker.book;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps the code on a page equal to the code of its chapter. A page names what it shows in comments
 * that a reader does not see:
 *
 * <pre>
 *   &lt;!-- code linux/Pipe.java --&gt;          a whole file, in the fenced block that follows
 *   &lt;!-- code linux/Pipe.java readAll --&gt;  one member
 *   &lt;!-- code linux/Pipe.java a..b --&gt;     from a member up to another, see {@link Listing#part}
 *   &lt;!-- diff linux/Pipe.java --&gt;          what the chapter changed in it
 *   &lt;!-- files --&gt; ... &lt;!-- /files --&gt;    the table of all files that the chapter changed,
 *                                       behind all blocks, as it says what they show
 * </pre>
 */
final class Weaver {
  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^<!-- (code|diff) (\\S+)(?: (\\S+))? -->\n```(\\w+)\n.*?^```$");
  private static final Pattern FILES =
      Pattern.compile("(?ms)^<!-- files -->\n.*?^<!-- /files -->$");

  private final Path page;
  private final Path chapter;
  private final Step step;
  private final Set<Path> shown = new HashSet<>(); // relative to the chapter

  Weaver(Project project, Path page) throws IOException {
    this.page = page;
    chapter = project.chapterOf(page);
    step = chapter == null ? null : new Step(project.before(chapter), chapter);
  }

  /** The page's text with every block as it should be. */
  String weave(String text) throws IOException {
    if (chapter == null) {
      return text;
    }
    try {
      String woven = replace(BLOCK, text, this::block);
      return replace(FILES, woven, m -> "<!-- files -->\n" + table() + "<!-- /files -->");
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String replace(Pattern p, String text, Function<MatchResult, String> block) {
    return p.matcher(text).replaceAll(m -> Matcher.quoteReplacement(block.apply(m)));
  }

  private String table() {
    try {
      return step.table(shown);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String block(MatchResult m) {
    try {
      Path file = find(m.group(2));
      shown.add(chapter.relativize(file));
      String body = m.group(1).equals("code") ? code(file, m.group(3)) : diff(file);
      String comment = m.group().substring(0, m.group().indexOf('\n'));
      return comment + "\n```" + m.group(4) + "\n" + body + "```";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String code(Path file, String member) throws IOException {
    Listing listing;
    if (member == null) {
      listing = Listing.whole(file);
    } else if (member.contains(Listing.PART)) {
      listing = Listing.part(file, member);
    } else {
      listing = Listing.member(file, member);
    }
    return listing.text();
  }

  private String diff(Path file) throws IOException {
    return step.unified(chapter.relativize(file));
  }

  private Path find(String name) throws IOException {
    try (Stream<Path> files = Files.walk(chapter)) {
      List<Path> found =
          files.filter(f -> f.endsWith(name) && !f.startsWith(chapter.resolve("target"))).toList();
      if (found.size() != 1) {
        throw new IOException(
            "weave " + page.getFileName() + ": " + found.size() + " files are called " + name);
      }
      return found.get(0);
    }
  }
}
