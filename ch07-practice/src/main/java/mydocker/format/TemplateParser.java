package mydocker.format;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mydocker.format.TemplateLexer.Kind;
import mydocker.format.TemplateLexer.Token;

/** Makes of a template what can be carried out: see the documentation of Go's text/template. */
final class TemplateParser {
  /** A piece of a template, which prints something. */
  interface Part {
    void print(TemplateScope scope, StringBuilder out) throws IOException;
  }

  /** Something in an action that has a value. */
  private interface Expression {
    JsonElement value(TemplateScope scope) throws IOException;
  }

  private static final Token END_OF_TEXT = new Token(Kind.SIGN, "EOF", 0, false);

  private final String template;
  private final List<Token> tokens;
  private final Deque<Set<String>> variables = new ArrayDeque<>();
  private int next;

  private TemplateParser(String template) throws IOException {
    this.template = template;
    tokens = TemplateLexer.tokens(template);
    variables.push(Set.of("$"));
  }

  static Part parse(String template) throws IOException {
    TemplateParser parser = new TemplateParser(template);
    List<Part> parts = new ArrayList<>();
    Optional<Token> end = parser.parts(parts);
    if (end.isPresent()) {
      throw parser.error("unexpected {{" + end.get().text() + "}}");
    }
    return all(parts);
  }

  private static Part all(List<Part> parts) {
    return (scope, out) -> {
      for (Part part : parts) {
        part.print(scope, out);
      }
    };
  }

  // ---- blocks

  /** Parts up to an end or else, which is returned, or the end of the text. */
  private Optional<Token> parts(List<Part> parts) throws IOException {
    variables.push(new HashSet<>());
    while (next < tokens.size()) {
      Token token = take();
      if (token.kind() == Kind.TEXT) {
        parts.add((scope, out) -> out.append(token.text()));
        continue;
      }
      Token word = peek();
      if (word.kind() == Kind.NAME && List.of("end", "else").contains(word.text())) {
        variables.pop();
        return Optional.of(take());
      }
      parts.add(action(word));
    }
    variables.pop();
    return Optional.empty();
  }

  private Part action(Token word) throws IOException {
    String keyword = word.kind() == Kind.NAME ? word.text() : "";
    switch (keyword) {
      case "if", "with", "range" -> {
        take();
        variables.push(new HashSet<>()); // those of its pipeline end with it
        Part block = keyword.equals("range") ? range() : choice(keyword.equals("with"));
        variables.pop();
        return block;
      }
      default -> {
        List<String> names = declared();
        Expression value = pipeline();
        close();
        if (names.isEmpty()) {
          return (scope, out) -> out.append(TemplateFunctions.text(value.value(scope)));
        }
        return (scope, out) -> scope.set(names.get(0), value.value(scope));
      }
    }
  }

  private Part choice(boolean setsDot) throws IOException {
    List<String> names = declared();
    Expression condition = pipeline();
    close();
    List<Part> yes = new ArrayList<>();
    Part no = otherwise(block(yes));
    Part then = all(yes);
    return (scope, out) -> {
      JsonElement value = condition.value(scope);
      TemplateScope inner = scope.inner(scope.dot());
      names.forEach(name -> inner.set(name, value));
      if (TemplateFunctions.isTrue(value)) {
        then.print(setsDot ? inner.inner(value) : inner.inner(scope.dot()), out);
      } else {
        no.print(inner, out);
      }
    };
  }

  private Part range() throws IOException {
    List<String> names = declared();
    int start = peek().start();
    Expression of = pipeline();
    String source = template.substring(start, tokens.get(next - 1).end());
    close();
    List<Part> parts = new ArrayList<>();
    Part none = otherwise(block(parts));
    Part each = all(parts);
    return (scope, out) -> {
      Map<JsonElement, JsonElement> entries = entries(of.value(scope), start, source);
      if (entries.isEmpty()) {
        none.print(scope.inner(scope.dot()), out);
      }
      for (Map.Entry<JsonElement, JsonElement> entry : entries.entrySet()) {
        TemplateScope inner = scope.inner(entry.getValue());
        if (!names.isEmpty()) {
          inner.set(names.get(names.size() - 1), entry.getValue());
        }
        if (names.size() == 2) {
          inner.set(names.get(0), entry.getKey());
        }
        each.print(inner, out);
      }
    };
  }

  private Map<JsonElement, JsonElement> entries(JsonElement of, int start, String source)
      throws IOException {
    Map<JsonElement, JsonElement> entries = new LinkedHashMap<>();
    if (of instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        entries.put(new JsonPrimitive(i), array.get(i));
      }
    } else if (of instanceof JsonObject object) {
      object.keySet().stream()
          .sorted()
          .forEach(key -> entries.put(new JsonPrimitive(key), object.get(key)));
    } else if (!of.isJsonNull()) {
      throw failure(start, source, "range can't iterate over " + TemplateFunctions.text(of));
    }
    return entries;
  }

  /** The parts of a block; its end or else is returned. */
  private Token block(List<Part> parts) throws IOException {
    return parts(parts).orElseThrow(() -> error("unexpected EOF"));
  }

  private Part otherwise(Token end) throws IOException {
    if (end.text().equals("end")) {
      close();
      return all(List.of());
    }
    if (peek().kind() == Kind.NAME && List.of("if", "with").contains(peek().text())) {
      return action(peek()); // an end for all of them
    }
    close();
    List<Part> parts = new ArrayList<>();
    if (!block(parts).text().equals("end")) {
      throw error("expected end; found {{else}}");
    }
    close();
    return all(parts);
  }

  /** The variables before a {@code :=}. */
  private List<String> declared() throws IOException {
    int before = next;
    List<String> names = new ArrayList<>();
    while (peek().kind() == Kind.VARIABLE) {
      names.add(take().text());
      if (peek().is(":=")) {
        take();
        variables.peek().addAll(names);
        return names;
      }
      if (!peek().is(",")) {
        break;
      }
      take();
    }
    next = before;
    return List.of();
  }

  // ---- expressions

  private Expression pipeline() throws IOException {
    Expression value = command(Optional.empty());
    while (peek().is("|")) {
      take();
      value = command(Optional.of(value));
    }
    return value;
  }

  /** A function with its arguments, of which what was piped to it is the last; or a value. */
  private Expression command(Optional<Expression> piped) throws IOException {
    Token first = peek();
    if (first.kind() == Kind.NAME && !TemplateFunctions.CONSTANTS.containsKey(first.text())) {
      return call(take(), piped);
    }
    Expression value = operand();
    if (piped.isPresent() || startsOperand(peek())) {
      String source = template.substring(first.start(), tokens.get(next - 1).end());
      throw error("can't give argument to non-function " + source);
    }
    return value;
  }

  private Expression call(Token name, Optional<Expression> piped) throws IOException {
    TemplateFunctions.Function function = TemplateFunctions.find(name.text());
    if (function == null) {
      throw error("function \"%s\" not defined".formatted(name.text()));
    }
    List<Expression> arguments = new ArrayList<>();
    while (startsOperand(peek())) {
      arguments.add(operand());
    }
    piped.ifPresent(arguments::add);
    String source = template.substring(name.start(), tokens.get(next - 1).end());
    return scope -> {
      List<JsonElement> values = new ArrayList<>();
      for (Expression argument : arguments) {
        values.add(argument.value(scope));
        // What stands behind may have a meaning only if this is so.
        if (TemplateFunctions.isDecided(name.text(), values)) {
          return values.get(values.size() - 1);
        }
      }
      try {
        return function.call(values);
      } catch (IllegalArgumentException e) {
        throw failure(
            name.start(), source, "error calling %s: %s".formatted(name.text(), e.getMessage()));
      }
    };
  }

  private static boolean startsOperand(Token token) {
    return token.kind() != Kind.SIGN || token.is("(") || token.is(".");
  }

  private Expression operand() throws IOException {
    Token token = take();
    Expression value = term(token);
    List<Token> fields = new ArrayList<>();
    if (token.kind() == Kind.FIELD) {
      fields.add(token);
    }
    while (peek().kind() == Kind.FIELD && !peek().spaced()) {
      fields.add(take());
    }
    if (fields.isEmpty()) {
      return value;
    }
    int position = fields.get(token.kind() == Kind.FIELD && fields.size() > 1 ? 1 : 0).start();
    String source = template.substring(token.start(), fields.get(fields.size() - 1).end());
    return scope -> {
      JsonElement element = value.value(scope);
      for (Token field : fields) {
        element = field(element, field.text().substring(1), position, source);
      }
      return element;
    };
  }

  private Expression term(Token token) throws IOException {
    return switch (token.kind()) {
      case STRING -> constant(new JsonPrimitive(unquoted(token.text())));
      case NUMBER -> constant(new JsonPrimitive(new BigDecimal(token.text())));
      case VARIABLE -> variable(token.text());
      case FIELD -> TemplateScope::dot;
      case NAME -> {
        if (!TemplateFunctions.CONSTANTS.containsKey(token.text())) {
          throw error("put (%s ...) in parentheses".formatted(token.text()));
        }
        yield constant(TemplateFunctions.CONSTANTS.get(token.text()));
      }
      default -> {
        if (token.is(".")) {
          yield TemplateScope::dot;
        }
        if (token.is("(")) {
          Expression inner = pipeline();
          if (!take().is(")")) {
            throw error("unclosed left paren");
          }
          yield inner;
        }
        throw token.is("}}") || token == END_OF_TEXT
            ? error("missing value for command")
            : error("unexpected \"%s\" in operand".formatted(token.text()));
      }
    };
  }

  private static Expression constant(JsonElement value) {
    return scope -> value;
  }

  private Expression variable(String name) throws IOException {
    if (variables.stream().noneMatch(known -> known.contains(name))) {
      throw error("undefined variable \"" + name + "\"");
    }
    return scope -> scope.get(name);
  }

  private JsonElement field(JsonElement of, String name, int position, String source)
      throws IOException {
    if (!(of instanceof JsonObject object)) {
      throw failure(
          position,
          source,
          of.isJsonNull()
              ? "nil pointer evaluating interface {}." + name
              : "can't evaluate field %s in %s".formatted(name, TemplateFunctions.text(of)));
    }
    // Go's programs call a field ID that JSON calls Id.
    String key = name.equals("ID") && !object.has(name) ? "Id" : name;
    if (!object.has(key)) {
      throw failure(position, source, "map has no entry for key \"" + name + "\"");
    }
    return object.get(key);
  }

  private String unquoted(String literal) throws IOException {
    String inner = literal.substring(1, literal.length() - 1);
    try {
      return literal.startsWith("`") ? inner : inner.translateEscapes();
    } catch (IllegalArgumentException e) {
      throw error("invalid syntax");
    }
  }

  // ---- tokens and errors

  private Token peek() {
    return next < tokens.size() ? tokens.get(next) : END_OF_TEXT;
  }

  private Token take() {
    Token token = peek();
    next = Math.min(next + 1, tokens.size());
    return token;
  }

  private void close() throws IOException {
    if (!peek().is("}}")) {
      throw error("unexpected \"%s\" in command".formatted(peek().text()));
    }
    take();
  }

  private IOException error(String why) {
    return error(template, tokens.isEmpty() ? 0 : tokens.get(Math.max(0, next - 1)).start(), why);
  }

  /** What is wrong with a template. */
  static IOException error(String template, int position, String why) {
    return new IOException(
        "template parsing error: template: :%d: %s".formatted(line(template, position), why));
  }

  /** What went wrong when it was carried out. */
  private IOException failure(int position, String source, String why) {
    return new IOException(
        "template parsing error: template: :%d:%d: executing \"\" at <%s>: %s"
            .formatted(
                line(template, position),
                position - (template.lastIndexOf('\n', position - 1) + 1),
                source,
                why));
  }

  private static long line(String template, int position) {
    return 1 + template.substring(0, position).chars().filter(c -> c == '\n').count();
  }
}
