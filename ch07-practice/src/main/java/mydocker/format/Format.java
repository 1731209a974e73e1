package mydocker.format;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;

/**
 * Prints a list as {@code --format} wants it: a line for each row that a template makes of it,
 * {@code json}, or {@code table} and a template, which makes the headings, too.
 */
public final class Format<T> {
  private static final String TABLE = "table";

  /** What {@code --format} says in a help text. */
  public static final String OPTION = "print each by a Go template; json; table TEMPLATE";

  /** A dot or a dollar with no name behind it. */
  private static final Pattern ALL_FIELDS = Pattern.compile("[.$](?!\\w)");

  private final List<Column<T>> more;
  private final boolean isTable;
  private final String text;
  private final Optional<Template> template;

  /**
   * What a command line asks for.
   *
   * @param more columns that are there for templates alone
   * @throws IOException if its template is none
   */
  public Format(CommandLine line, List<Column<T>> more) throws IOException {
    this.more = more;
    String asked = line.hasOption("quiet") ? "" : line.getOptionValue("format", "");
    isTable = asked.equals(TABLE) || asked.startsWith(TABLE + " ");
    String own = isTable ? asked.substring(TABLE.length()).strip() : asked;
    text = asked.equals("json") ? "{{json .}}" : unescaped(own);
    template = text.isEmpty() ? Optional.empty() : Optional.of(Template.parse(text));
  }

  /** A shell hands them over as they are typed. */
  private static String unescaped(String format) {
    return format.replace("\\t", "\t").replace("\\n", "\n");
  }

  /**
   * Prints a list.
   *
   * @throws IOException if the template speaks of a field that it has not
   */
  public void print(Rows<T> rows, PrintStream out) throws IOException {
    if (template.isEmpty()) {
      rows.print(out);
      return;
    }
    List<Column<T>> columns =
        Stream.concat(rows.columns().stream(), more.stream())
            .sorted(Comparator.comparing(Column::name))
            .toList();
    List<String> lines = new ArrayList<>();
    for (T row : rows.all()) {
      JsonObject fields = new JsonObject();
      for (Column<T> column : columns) {
        fields.addProperty(column.name(), isShown(column) ? column.cell().of(row) : "");
      }
      lines.add(template.get().of(fields));
    }
    if (!isTable) {
      lines.forEach(out::println);
      return;
    }
    JsonObject headings = new JsonObject();
    columns.forEach(column -> headings.addProperty(column.name(), column.heading()));
    Table table = new Table(template.get().of(headings).split("\t", -1));
    lines.stream().flatMap(String::lines).forEach(line -> table.add(line.split("\t", -1)));
    table.print(out);
  }

  /** Some take time to find out. */
  private boolean isShown(Column<T> column) {
    return text.contains("." + column.name()) || ALL_FIELDS.matcher(text).find();
  }
}
