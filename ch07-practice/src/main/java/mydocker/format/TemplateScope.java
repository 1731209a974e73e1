package mydocker.format;

import com.google.gson.JsonElement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What an action of a template can speak of: the dot, and the variables. */
final class TemplateScope {
  private final JsonElement dot;
  private final Optional<TemplateScope> outer;
  private final Map<String, JsonElement> variables = new HashMap<>();

  private TemplateScope(JsonElement dot, Optional<TemplateScope> outer) {
    this.dot = dot;
    this.outer = outer;
  }

  /** That of a whole template, whose $ is all of the data. */
  static TemplateScope of(JsonElement data) {
    TemplateScope scope = new TemplateScope(data, Optional.empty());
    scope.set("$", data);
    return scope;
  }

  /** That of the inside of a block. */
  TemplateScope inner(JsonElement newDot) {
    return new TemplateScope(newDot, Optional.of(this));
  }

  JsonElement dot() {
    return dot;
  }

  void set(String variable, JsonElement value) {
    variables.put(variable, value);
  }

  /** The value of a variable, which the parser has seen to be there. */
  JsonElement get(String variable) {
    return variables.containsKey(variable)
        ? variables.get(variable)
        : outer.orElseThrow().get(variable);
  }
}
