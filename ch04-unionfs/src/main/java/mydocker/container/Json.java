package mydocker.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import mydocker.config.ContainerId;
import mydocker.linux.WholeFile;

/** Our records as files: a JSON object for each, which has the names of its components. */
final class Json {
  private static final Gson GSON =
      new GsonBuilder()
          .setFieldNamingPolicy(FieldNamingPolicy.UPPER_CAMEL_CASE)
          .disableHtmlEscaping()
          .serializeNulls()
          .registerTypeAdapter(ContainerId.class, text(ContainerId::new))
          .registerTypeAdapter(Instant.class, text(Instant::parse))
          .registerTypeHierarchyAdapter(Path.class, text(Path::of))
          .registerTypeAdapterFactory(new ValueOrNull())
          .create();

  private Json() {}

  /**
   * Reads what {@link #write} has written.
   *
   * @throws IOException if it is something else: in another chapter a record has other components
   */
  static <T> T read(Path file, Class<T> type) throws IOException {
    try {
      JsonElement json = JsonParser.parseString(Files.readString(file, UTF_8));
      T value = GSON.fromJson(json, type);
      if (value != null && GSON.toJsonTree(value).equals(json)) {
        return value;
      }
    } catch (JsonParseException e) {
      // see below
    }
    throw new IOException(
        "read " + file + ": no container of this chapter: use another root folder (--root DIR)");
  }

  static void write(Path file, Object value) throws IOException {
    WholeFile.write(file, GSON.toJson(value).getBytes(UTF_8));
  }

  private static <T> TypeAdapter<T> text(Function<String, T> parse) {
    return new TypeAdapter<T>() {
      @Override
      public void write(JsonWriter out, T value) throws IOException {
        out.value(value.toString());
      }

      @Override
      public T read(JsonReader in) throws IOException {
        return parse.apply(in.nextString());
      }
    }.nullSafe();
  }

  private static final class ValueOrNull implements TypeAdapterFactory {
    @Override
    @SuppressWarnings("unchecked")
    public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
      if (type.getRawType() != Optional.class) {
        return null;
      }
      Type inner = ((ParameterizedType) type.getType()).getActualTypeArguments()[0];
      TypeAdapter<Object> adapter = (TypeAdapter<Object>) gson.getAdapter(TypeToken.get(inner));
      return (TypeAdapter<T>)
          new TypeAdapter<Optional<Object>>() {
            @Override
            public void write(JsonWriter out, Optional<Object> value) throws IOException {
              adapter.write(out, value.orElse(null));
            }

            @Override
            public Optional<Object> read(JsonReader in) throws IOException {
              return Optional.ofNullable(adapter.read(in));
            }
          };
    }
  }
}
