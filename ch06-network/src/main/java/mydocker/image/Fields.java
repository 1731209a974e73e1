package mydocker.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import mydocker.linux.Rfc3339;

/**
 * The fields of a JSON object that another program wrote. What is missing or null is empty, as in
 * Go, whose programs write all these; what is of another type than it should be is an error.
 */
public final class Fields {
  private static final Pattern SHA256 = Pattern.compile("sha256:[0-9a-f]{64}");

  private final JsonObject object;
  private final String what;

  private Fields(JsonObject object, String what) {
    this.object = object;
    this.what = what;
  }

  /**
   * Reads an object.
   *
   * @param what its name in errors
   */
  public static Fields parse(byte[] json, String what) throws IOException {
    JsonElement element = element(json, what);
    if (!element.isJsonObject()) {
      throw new IOException("read " + what + ": it is no JSON object");
    }
    return new Fields(element.getAsJsonObject(), what);
  }

  /** Reads JSON of any kind, and only what RFC 8259 calls so. */
  private static JsonElement element(byte[] json, String what) throws IOException {
    try {
      JsonReader reader = new JsonReader(new StringReader(new String(json, UTF_8)));
      reader.setStrictness(Strictness.STRICT);
      JsonElement element = JsonParser.parseReader(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new JsonParseException("something follows");
      }
      return element;
    } catch (IOException | JsonParseException e) {
      throw new IOException("read " + what + ": it is no JSON: " + firstLine(e), e);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /** The object itself, which is not to be changed. */
  JsonObject json() {
    return object;
  }

  public boolean has(String name) {
    return object.has(name) && !object.get(name).isJsonNull();
  }

  /** A string; empty if there is none. */
  public String string(String name) throws IOException {
    return has(name) ? string(object.get(name), name) : "";
  }

  /** A digest, which must be there. */
  Digest digest(String name) throws IOException {
    return digest(string(name), name);
  }

  List<Digest> digests(String name) throws IOException {
    List<Digest> digests = new ArrayList<>();
    for (String text : strings(name)) {
      digests.add(digest(text, name));
    }
    return List.copyOf(digests);
  }

  private Digest digest(String text, String name) throws IOException {
    if (!SHA256.matcher(text).matches()) {
      throw wrong(name, "made of sha256 digests");
    }
    return Digest.parse(text);
  }

  public boolean flag(String name) throws IOException {
    if (has(name) && !(object.get(name) instanceof JsonPrimitive p && p.isBoolean())) {
      throw wrong(name, "true or false");
    }
    return has(name) && object.get(name).getAsBoolean();
  }

  public long number(String name) throws IOException {
    try {
      return has(name) ? object.get(name).getAsLong() : 0;
    } catch (NumberFormatException | IllegalStateException | UnsupportedOperationException e) {
      throw wrong(name, "a whole number");
    }
  }

  /** A moment, if there is one. */
  public Optional<Instant> time(String name) throws IOException {
    String time = string(name);
    try {
      return time.isEmpty() ? Optional.empty() : Optional.of(Rfc3339.parse(time));
    } catch (DateTimeException e) {
      throw wrong(name, "a time");
    }
  }

  public List<String> strings(String name) throws IOException {
    List<String> strings = new ArrayList<>();
    for (JsonElement element : elements(name)) {
      strings.add(string(element, name));
    }
    return List.copyOf(strings);
  }

  public Fields object(String name) throws IOException {
    return new Fields(has(name) ? object(object.get(name), name) : new JsonObject(), what);
  }

  public List<Fields> objects(String name) throws IOException {
    List<Fields> objects = new ArrayList<>();
    for (JsonElement element : elements(name)) {
      objects.add(new Fields(object(element, name), what));
    }
    return objects;
  }

  private Iterable<JsonElement> elements(String name) throws IOException {
    if (!has(name)) {
      return List.of();
    }
    if (!object.get(name).isJsonArray()) {
      throw wrong(name, "an array");
    }
    return object.get(name).getAsJsonArray();
  }

  private String string(JsonElement element, String name) throws IOException {
    if (element instanceof JsonPrimitive primitive && primitive.isString()) {
      return primitive.getAsString();
    }
    throw wrong(name, "made of strings");
  }

  private JsonObject object(JsonElement element, String name) throws IOException {
    if (element.isJsonObject()) {
      return element.getAsJsonObject();
    }
    throw wrong(name, "made of objects");
  }

  private IOException wrong(String name, String expected) {
    return new IOException("read " + what + ": its field " + name + " is not " + expected);
  }
}
