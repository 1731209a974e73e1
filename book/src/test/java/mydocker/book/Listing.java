package mydocker.book;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Part of a source file, as a page shows it.
 *
 * @param file the file
 * @param from its first line, counted from 0
 * @param to the line behind its last
 * @param indent the spaces that are taken away before each line
 */
record Listing(Path file, int from, int to, int indent) {
  /** Between two members: what stands there is shown with all that is between the two. */
  static final String PART = "..";

  /** A whole file, but for package and imports; a script or pom from its first line on. */
  static Listing whole(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    int from = 0;
    while (file.toString().endsWith(".java") && isHeader(lines.get(from))) {
      from++;
    }
    return new Listing(file, from, lines.size(), 0);
  }

  static boolean isHeader(String line) {
    return line.isBlank() || line.startsWith("package ") || line.startsWith("import ");
  }

  /**
   * One member of a class with its comment: a method, if a method and a field have the name. The
   * formatter has made that easy: a member begins with two spaces, and ends with them and a brace,
   * or on its first line with a semicolon.
   */
  static Listing member(Path file, String name) throws IOException {
    Optional<Listing> method = find(file, name, "\\(");
    return method.isPresent() ? method.get() : first(file, name);
  }

  /** The first member of a name. */
  private static Listing first(Path file, String name) throws IOException {
    return find(file, name, "(\\(| = |;| \\{| implements | extends )")
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "show " + name + " of " + file + ": there is no such member"));
  }

  private static Optional<Listing> find(Path file, String name, String after) throws IOException {
    List<String> lines = Files.readAllLines(file);
    Pattern declaration =
        Pattern.compile(" {2}(?![ /*@}])[^=]*\\b" + Pattern.quote(name) + "\\b" + after + ".*");
    for (int i = 0; i < lines.size(); i++) {
      if (declaration.matcher(lines.get(i)).matches()) {
        return Optional.of(new Listing(file, begin(lines, i), end(lines, i), 2));
      }
    }
    return Optional.empty();
  }

  /**
   * A part of a file: {@code ..b} up to the member b, {@code a..b} from the member a up to b,
   * {@code a..} from a to the end. A heading above a member ({@code // ---- what}) belongs to it.
   */
  static Listing part(Path file, String range) throws IOException {
    List<String> lines = Files.readAllLines(file);
    int dots = range.indexOf(PART);
    String first = range.substring(0, dots);
    String next = range.substring(dots + PART.length());
    int from = first.isEmpty() ? whole(file).from : headed(lines, first(file, first).from);
    int to = next.isEmpty() ? lines.size() : headed(lines, first(file, next).from);
    if (from >= to) {
      throw new IllegalStateException("show %s of %s: there is nothing".formatted(range, file));
    }
    while (lines.get(to - 1).isBlank()) {
      to--;
    }
    return new Listing(file, from, to, 0);
  }

  private static int headed(List<String> lines, int from) {
    boolean heading = lines.get(from - 1).isBlank() && lines.get(from - 2).startsWith("  // ---- ");
    return heading ? from - 2 : from;
  }

  private static int begin(List<String> lines, int declaration) {
    int i = declaration;
    while (lines.get(i - 1).matches(" {2,3}(/\\*\\*|\\*|//|@).*")) {
      i--;
    }
    return i;
  }

  private static int end(List<String> lines, int declaration) {
    int i = declaration;
    while (!lines.get(i).matches(" {2}}|.*;") || lines.get(i).startsWith("    ")) {
      i++;
    }
    return i + 1;
  }

  /** Its lines, each with its line break. */
  String text() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(file).subList(from, to)) {
      text.append(line.substring(Math.min(indent, line.length()))).append('\n');
    }
    return text.toString();
  }
}
