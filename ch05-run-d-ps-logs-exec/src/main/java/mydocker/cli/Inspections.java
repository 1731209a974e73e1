package mydocker.cli;

import com.google.gson.FormattingStyle;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** What is told of objects. */
public final class Inspections {
  private static final FormattingStyle STYLE = FormattingStyle.PRETTY.withIndent("    ");

  private final PrintStream out;
  private final PrintStream err;

  /** Prints what is found to {@code out}, and what is missing to {@code err}. */
  public Inspections(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** How an object is found that a word names. */
  public interface Finder {
    JsonObject find(String reference) throws IOException;
  }

  /**
   * Tells of all that are found.
   *
   * @return the exit code: 1 if one was not
   */
  public int print(List<String> references, Finder finder) {
    JsonArray found = new JsonArray();
    for (String reference : references) {
      JsonObject object;
      try {
        object = finder.find(reference);
      } catch (IOException e) {
        err.println("mydocker: " + Reason.of(e));
        continue;
      }
      found.add(object);
    }
    out.println(pretty(found));
    return found.size() == references.size() ? 0 : 1;
  }

  private static String pretty(JsonElement json) {
    return new GsonBuilder()
        .setFormattingStyle(STYLE)
        .disableHtmlEscaping()
        .serializeNulls()
        .create()
        .toJson(json);
  }
}
