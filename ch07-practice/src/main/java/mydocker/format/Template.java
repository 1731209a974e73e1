package mydocker.format;

import com.google.gson.JsonElement;
import java.io.IOException;

/**
 * What {@code --format} takes: Go's templates, as docker's users write them. {@code {{.State.Pid}}}
 * is a field, {@code {{json .Mounts}}} a function, {@code {{range .Mounts}}...{{end}}} a block.
 * What names templates is left out: {@code define}, {@code template}, {@code block}.
 */
public final class Template {
  private final TemplateParser.Part body;

  private Template(TemplateParser.Part body) {
    this.body = body;
  }

  /**
   * Reads one.
   *
   * @throws IOException if it is none, in docker's words
   */
  public static Template parse(String text) throws IOException {
    return new Template(TemplateParser.parse(text));
  }

  /**
   * What it says about something.
   *
   * @throws IOException if it speaks of a field that is not there
   */
  public String of(JsonElement data) throws IOException {
    StringBuilder out = new StringBuilder();
    body.print(TemplateScope.of(data), out);
    return out.toString();
  }
}
