package mydocker.image;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import mydocker.linux.Rfc3339;

/**
 * One step of how an image was made.
 *
 * @param created when, if that is known
 * @param createdBy the command that did it
 * @param author who
 * @param comment why
 * @param empty whether it changed no file, so that no layer belongs to it
 */
public record History(
    Optional<Instant> created, String createdBy, String author, String comment, boolean empty) {
  /** What Go's programs write for a time that is not known. */
  private static final Instant GO_ZERO = Rfc3339.parse("0001-01-01T00:00:00Z");

  static History read(Fields fields) throws IOException {
    return new History(
        time(fields, "created"),
        fields.string("created_by"),
        fields.string("author"),
        fields.string("comment"),
        fields.flag("empty_layer"));
  }

  static Optional<Instant> time(Fields fields, String name) throws IOException {
    String time = fields.string(name);
    if (time.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Rfc3339.parse(time)).filter(t -> !t.equals(GO_ZERO));
    } catch (DateTimeException e) {
      throw new IOException("read an image's configuration: \"" + time + "\" is no time", e);
    }
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject();
    created.ifPresent(time -> json.addProperty("created", Rfc3339.format(time)));
    addUnlessEmpty(json, "created_by", createdBy);
    addUnlessEmpty(json, "author", author);
    addUnlessEmpty(json, "comment", comment);
    if (empty) {
      json.addProperty("empty_layer", true);
    }
    return json;
  }

  private static void addUnlessEmpty(JsonObject json, String name, String value) {
    if (!value.isEmpty()) {
      json.addProperty(name, value);
    }
  }
}
