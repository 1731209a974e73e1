package mydocker.format;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.CommandLine;

/** A list as {@code ps} and {@code images} show it: a table, or with {@code -q} the IDs alone. */
public final class Rows<T> {
  private final List<Column<T>> columns;
  private final boolean quiet;
  private final List<T> rows = new ArrayList<>();

  /** An empty list. */
  public Rows(CommandLine line, List<Column<T>> columns) {
    this.columns = columns;
    quiet = line.hasOption("quiet");
  }

  public void add(T row) {
    rows.add(row);
  }

  /** What is shown of each unless something else is asked for. */
  List<Column<T>> columns() {
    return columns;
  }

  List<T> all() {
    return rows;
  }

  void print(PrintStream out) throws IOException {
    if (quiet) {
      Column<T> id = columns.stream().filter(c -> c.name().equals("ID")).findFirst().orElseThrow();
      for (T row : rows) {
        out.println(id.cell().of(row));
      }
      return;
    }
    Table table = new Table(columns.stream().map(Column::heading).toArray(String[]::new));
    for (T row : rows) {
      String[] cells = new String[columns.size()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = columns.get(i).cell().of(row);
      }
      table.add(cells);
    }
    table.print(out);
  }
}
