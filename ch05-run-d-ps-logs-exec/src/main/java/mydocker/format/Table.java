package mydocker.format;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Rows whose columns stand below each other, with the gaps that docker leaves. */
public final class Table {
  private static final int LEAST = 10;
  private static final int GAP = 3;

  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... headings) {
    add(headings);
  }

  public void add(String... row) {
    rows.add(List.of(row));
  }

  public void print(PrintStream out) {
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size() - 1; i++) {
        line.append(row.get(i)).append(" ".repeat(width(i) - length(row.get(i))));
      }
      out.println(line.append(row.get(row.size() - 1)));
    }
  }

  private int width(int column) {
    int longest = rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
    return Math.max(LEAST, longest + GAP);
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
