package mydocker.format;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The functions that templates have: Go's, and those that docker adds. */
final class TemplateFunctions {
  /** What calls itself by a name that is no function's. */
  static final Map<String, JsonElement> CONSTANTS =
      Map.of(
          "true", new JsonPrimitive(true),
          "false", new JsonPrimitive(false),
          "nil", JsonNull.INSTANCE);

  private static final Pattern VERB = Pattern.compile("%([-0 ]*\\d*(?:\\.\\d+)?)([a-zA-Z%])");
  private static final Pattern WORD_START = Pattern.compile("\\b[a-z]");

  /** A function; what is wrong with its arguments is an IllegalArgumentException. */
  interface Function {
    JsonElement call(List<JsonElement> arguments);
  }

  /** All of them, which are only made if one is asked for. */
  private static final class All {
    private static final Map<String, Function> BY_NAME = new TreeMap<>();

    static {
      // docker's
      define("json", 1, v -> string(v.get(0).toString()));
      define("lower", 1, v -> string(string(v, 0).toLowerCase(Locale.ROOT)));
      define("upper", 1, v -> string(string(v, 0).toUpperCase(Locale.ROOT)));
      define("title", 1, v -> string(title(string(v, 0))));
      define("join", 2, v -> string(join(array(v, 0), string(v, 1))));
      define("split", 2, v -> split(string(v, 0), string(v, 1)));
      define("truncate", 2, v -> string(truncate(string(v, 0), integer(v.get(1)))));
      define("pad", 3, v -> string(pad(string(v, 0), integer(v.get(1)), integer(v.get(2)))));
      // Go's
      define("not", 1, v -> bool(!isTrue(v.get(0))));
      define("len", 1, v -> new JsonPrimitive(length(v.get(0))));
      define("ne", 2, v -> bool(compare(v, 1) != 0));
      define("lt", 2, v -> bool(compare(v, 1) < 0));
      define("le", 2, v -> bool(compare(v, 1) <= 0));
      define("gt", 2, v -> bool(compare(v, 1) > 0));
      define("ge", 2, v -> bool(compare(v, 1) >= 0));
      BY_NAME.put("eq", TemplateFunctions::equalToAny);
      BY_NAME.put("index", TemplateFunctions::index);
      BY_NAME.put("print", values -> string(print(values)));
      BY_NAME.put("println", values -> string(println(values)));
      BY_NAME.put("printf", values -> string(printf(values)));
      BY_NAME.put("and", TemplateFunctions::last);
      BY_NAME.put("or", TemplateFunctions::last);
    }
  }

  private TemplateFunctions() {}

  private static void define(String name, int arity, Function function) {
    All.BY_NAME.put(
        name,
        values -> {
          if (values.size() != arity) {
            throw new IllegalArgumentException(
                "wrong number of args: want %d got %d".formatted(arity, values.size()));
          }
          return function.call(values);
        });
  }

  /** The function of a name, or null. */
  static Function find(String name) {
    return All.BY_NAME.get(name);
  }

  /** Whether the rest of the arguments has no say any more: and, or. */
  static boolean isDecided(String function, List<JsonElement> values) {
    boolean last = isTrue(values.get(values.size() - 1));
    return function.equals("and") && !last || function.equals("or") && last;
  }

  /** What {@code if} takes for true: what is neither zero nor empty. */
  static boolean isTrue(JsonElement value) {
    if (value instanceof JsonPrimitive primitive) {
      if (primitive.isBoolean()) {
        return primitive.getAsBoolean();
      }
      return primitive.isNumber()
          ? primitive.getAsBigDecimal().signum() != 0
          : !primitive.getAsString().isEmpty();
    }
    return !value.isJsonNull() && length(value) > 0;
  }

  /** A value as Go prints it. */
  static String text(JsonElement value) {
    if (value instanceof JsonArray array) {
      return "[" + join(array, " ") + "]";
    }
    if (value instanceof JsonObject object) {
      return object.keySet().stream()
          .sorted()
          .map(key -> key + ":" + text(object.get(key)))
          .collect(Collectors.joining(" ", "map[", "]"));
    }
    return value.isJsonNull() ? "<no value>" : value.getAsString();
  }

  // ---- arguments

  private static JsonElement string(String text) {
    return new JsonPrimitive(text);
  }

  private static JsonElement bool(boolean value) {
    return new JsonPrimitive(value);
  }

  private static String string(List<JsonElement> values, int i) {
    if (!isString(values.get(i))) {
      throw new IllegalArgumentException("expected string; found " + text(values.get(i)));
    }
    return values.get(i).getAsString();
  }

  private static JsonArray array(List<JsonElement> values, int i) {
    if (values.get(i) instanceof JsonArray array) {
      return array;
    }
    if (values.get(i).isJsonNull()) {
      return new JsonArray();
    }
    throw new IllegalArgumentException("expected []string; found " + text(values.get(i)));
  }

  private static int integer(JsonElement value) {
    if (!isNumber(value)) {
      throw new IllegalArgumentException("expected integer; found " + text(value));
    }
    return value.getAsInt();
  }

  private static boolean isString(JsonElement value) {
    return value instanceof JsonPrimitive primitive && primitive.isString();
  }

  private static boolean isNumber(JsonElement value) {
    return value instanceof JsonPrimitive primitive && primitive.isNumber();
  }

  // ---- texts

  private static String title(String text) {
    return WORD_START.matcher(text).replaceAll(first -> first.group().toUpperCase(Locale.ROOT));
  }

  private static String join(JsonArray array, String between) {
    return array.asList().stream()
        .map(TemplateFunctions::text)
        .collect(Collectors.joining(between));
  }

  private static JsonArray split(String text, String at) {
    JsonArray parts = new JsonArray();
    for (String part : text.split(Pattern.quote(at), -1)) {
      parts.add(part);
    }
    return parts;
  }

  private static String truncate(String text, int length) {
    return text.substring(0, Math.max(0, Math.min(length, text.length())));
  }

  private static String pad(String text, int before, int after) {
    return text.isEmpty() ? text : " ".repeat(before) + text + " ".repeat(after);
  }

  /** With a blank between two operands if neither is a string. */
  private static String print(List<JsonElement> values) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      boolean apart = i > 0 && !isString(values.get(i)) && !isString(values.get(i - 1));
      all.append(apart ? " " : "").append(text(values.get(i)));
    }
    return all.toString();
  }

  private static String println(List<JsonElement> values) {
    return values.stream().map(TemplateFunctions::text).collect(Collectors.joining(" ")) + "\n";
  }

  private static String printf(List<JsonElement> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("wrong number of args: want at least 1 got 0");
    }
    List<JsonElement> left = new ArrayList<>(values.subList(1, values.size()));
    return VERB.matcher(string(values, 0))
        .replaceAll(verb -> Matcher.quoteReplacement(formatted(verb, left)));
  }

  private static String formatted(MatchResult verb, List<JsonElement> left) {
    if (verb.group(2).equals("%")) {
      return "%";
    }
    if (left.isEmpty()) {
      return "%!" + verb.group(2) + "(MISSING)";
    }
    JsonElement value = left.remove(0);
    return switch (verb.group(2)) {
      case "d", "x" -> String.format("%" + verb.group(1) + verb.group(2), value.getAsBigInteger());
      case "f" -> String.format(Locale.ROOT, "%" + verb.group(1) + "f", value.getAsBigDecimal());
      case "q" -> String.format("%" + verb.group(1) + "s", value);
      default -> String.format("%" + verb.group(1) + "s", text(value));
    };
  }

  // ---- comparing, looking into

  private static int length(JsonElement of) {
    if (of instanceof JsonArray array) {
      return array.size();
    }
    if (of instanceof JsonObject object) {
      return object.size();
    }
    if (isString(of)) {
      return of.getAsString().getBytes(StandardCharsets.UTF_8).length;
    }
    throw new IllegalArgumentException("len of " + text(of));
  }

  private static JsonElement equalToAny(List<JsonElement> values) {
    if (values.size() < 2) {
      throw new IllegalArgumentException("missing argument for comparison");
    }
    for (int i = 1; i < values.size(); i++) {
      if (compare(values, i) == 0) {
        return bool(true);
      }
    }
    return bool(false);
  }

  private static int compare(List<JsonElement> values, int i) {
    JsonElement one = values.get(0);
    JsonElement other = values.get(i);
    if (isNumber(one) && isNumber(other)) {
      BigDecimal number = one.getAsBigDecimal();
      return number.compareTo(other.getAsBigDecimal());
    }
    if (isString(one) && isString(other)) {
      return one.getAsString().compareTo(other.getAsString());
    }
    if (one.isJsonNull() || other.isJsonNull()) {
      return one.equals(other) ? 0 : 1;
    }
    if (isBoolean(one) && isBoolean(other)) {
      return Boolean.compare(one.getAsBoolean(), other.getAsBoolean());
    }
    throw new IllegalArgumentException("incompatible types for comparison");
  }

  private static boolean isBoolean(JsonElement value) {
    return value instanceof JsonPrimitive primitive && primitive.isBoolean();
  }

  /** {@code index .A "key" 0}: what stands there; nothing of an object is no error. */
  private static JsonElement index(List<JsonElement> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("wrong number of args: want at least 1 got 0");
    }
    JsonElement element = values.get(0);
    for (int i = 1; i < values.size(); i++) {
      if (element instanceof JsonArray array) {
        int index = integer(values.get(i));
        if (index < 0 || index >= array.size()) {
          throw new IllegalArgumentException("index out of range: " + index);
        }
        element = array.get(index);
      } else if (element instanceof JsonObject object) {
        String key = string(values, i);
        element = object.has(key) ? object.get(key) : JsonNull.INSTANCE;
      } else {
        throw new IllegalArgumentException("can't index item of " + text(element));
      }
    }
    return element;
  }

  private static JsonElement last(List<JsonElement> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("wrong number of args: want at least 1 got 0");
    }
    return values.get(values.size() - 1);
  }
}
