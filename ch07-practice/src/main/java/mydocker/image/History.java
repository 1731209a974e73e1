package mydocker.image;

import com.google.gson.JsonObject;
import java.io.IOException;
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
  static History read(Fields fields) throws IOException {
    return new History(
        fields.time("created"),
        fields.string("created_by"),
        fields.string("author"),
        fields.string("comment"),
        fields.flag("empty_layer"));
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
