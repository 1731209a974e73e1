package mydocker.book;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one chapter changes in the main code of the chapter before it, as diff(1) sees it.
 *
 * @param before the chapter before, or null for the first, in which everything is new
 * @param after the chapter
 */
record Step(Path before, Path after) {
  private static final Pattern FIRST_SENTENCE =
      Pattern.compile("(?s)/\\*\\*[\\s*]+(.*?)(?:[.:](?:\\s|$)|\\s*\\*/)");

  /** The files that are new, changed or gone, relative to the chapter. */
  List<Path> files() throws IOException {
    TreeSet<Path> files = new TreeSet<>(Project.mainFiles(after));
    if (before != null) {
      files.addAll(Project.mainFiles(before));
    }
    List<Path> changed = new ArrayList<>();
    for (Path file : files) {
      if (isNew(file)
          || isGone(file)
          || Files.mismatch(before.resolve(file), after.resolve(file)) >= 0) {
        changed.add(file);
      }
    }
    return changed;
  }

  boolean isNew(Path file) {
    return before == null || !Files.exists(before.resolve(file));
  }

  boolean isGone(Path file) {
    return !Files.exists(after.resolve(file));
  }

  /** The lines that are new in a file, counted from 0. */
  List<Integer> newLines(Path file) throws IOException {
    String old = isNew(file) ? "/dev/null" : before.resolve(file).toString();
    String numbers =
        diff(
            "--unchanged-line-format=",
            "--old-line-format=",
            "--new-line-format=%dn ",
            old,
            after.resolve(file).toString());
    return Arrays.stream(numbers.split(" "))
        .filter(n -> !n.isEmpty())
        .map(n -> Integer.parseInt(n) - 1)
        .toList();
  }

  private int removed(Path file) throws IOException {
    String marks =
        diff(
            "--unchanged-line-format=",
            "--old-line-format=-",
            "--new-line-format=",
            before.resolve(file).toString(),
            after.resolve(file).toString());
    return marks.length();
  }

  /** A file's unified diff, without the names and times of the two files. */
  String unified(Path file) throws IOException {
    String diff = diff("-u", before.resolve(file).toString(), after.resolve(file).toString());
    return diff.lines().skip(2).map(line -> line + "\n").collect(Collectors.joining());
  }

  /**
   * All files in a table, each with a link to it and what it is for.
   *
   * @param ideas those that the page shows; the others are there to support them
   */
  String table(Set<Path> ideas) throws IOException {
    StringBuilder table = new StringBuilder("| file | lines | kind | |\n|---|---|---|---|\n");
    for (Path file : files()) {
      String name = file.toString().replaceFirst("src/main/(java/mydocker/)?", "");
      String kind = ideas.contains(file) ? "idea" : "support";
      table.append(
          isGone(file)
              ? "| `%s` | | | **gone** |%n".formatted(name)
              : "| [`%s`](../%s/%s) | %s | %s | %s |%n"
                  .formatted(
                      name,
                      after.getFileName(),
                      file,
                      lines(file),
                      kind,
                      summary(after.resolve(file))));
    }
    return table.toString();
  }

  private String lines(Path file) throws IOException {
    int added = newLines(file).size();
    return isNew(file) ? "" + added : "+%d −%d".formatted(added, removed(file));
  }

  /** The first sentence of a type's comment. */
  private static String summary(Path file) throws IOException {
    String text = Files.readString(file);
    String name = file.getFileName().toString().replace(".java", "");
    Matcher type = Pattern.compile("(class|record|interface|enum) " + name + "\\b").matcher(text);
    Matcher m = FIRST_SENTENCE.matcher(type.find() ? text.substring(0, type.start()) : text);
    return m.find()
        ? m.group(1).replaceAll("\\s*\\n \\*\\s*", " ").replaceAll("\\{@\\w+ ([^}]*)}", "`$1`")
        : "new";
  }

  private static String diff(String... arguments) throws IOException {
    List<String> command =
        Stream.concat(Stream.of("diff"), Arrays.stream(arguments)).collect(Collectors.toList());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() > 1) {
        throw new IOException(String.join(" ", command) + ": " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("wait for diff: interrupted", e);
    }
    return output;
  }
}
