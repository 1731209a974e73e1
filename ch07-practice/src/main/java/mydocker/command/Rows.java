package mydocker.command;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list as {@code --format} wants it: a line for each row that a template makes of it, {@code
 * json}, or {@code table} and a template, which makes the headings, too.
 */
final class Rows {
  private static final String TABLE = "table";

  /** What {@code --format} says in a help text. */
  static final String FORMAT = "print each by a Go template; json; table TEMPLATE";

  private final String format;
  private final Template template;
  private final JsonObject headings;
  private final boolean isTable;
  private final List<String> lines = new ArrayList<>();

  /**
   * An empty list.
   *
   * @param asked the value of {@code --format}, if it was given
   * @param columns what else the columns of the table are, as a template
   * @param headings the heading of each field
   * @throws IOException if the template is none
   */
  Rows(Optional<String> asked, String columns, JsonObject headings) throws IOException {
    String wanted = asked.filter(text -> !text.isEmpty()).orElse(TABLE);
    isTable = wanted.equals(TABLE) || wanted.startsWith(TABLE + " ");
    if (wanted.equals("json")) {
      format = "{{json .}}";
    } else if (isTable) {
      String own = wanted.substring(TABLE.length()).strip();
      format = unescaped(own.isEmpty() ? columns : own);
    } else {
      format = unescaped(wanted);
    }
    template = Template.parse(format);
    this.headings = headings;
  }

  /** A shell hands them over as they are typed. */
  private static String unescaped(String format) {
    return format.replace("\\t", "\t").replace("\\n", "\n");
  }

  /** Whether a field is printed: some take time to find out. */
  boolean show(String field) {
    return format.contains("." + field) || format.contains("json .}");
  }

  /**
   * Adds a row.
   *
   * @throws IOException if the template speaks of a field that it has not
   */
  void add(JsonObject row) throws IOException {
    lines.add(template.of(row));
  }

  void print(PrintStream out) throws IOException {
    if (!isTable) {
      lines.forEach(out::println);
      return;
    }
    Table table = new Table(template.of(headings).split("\t", -1));
    lines.stream().flatMap(String::lines).forEach(line -> table.add(line.split("\t", -1)));
    table.print(out);
  }
}
