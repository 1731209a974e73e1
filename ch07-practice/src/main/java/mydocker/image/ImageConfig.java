package mydocker.image;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An image's configuration: which layers it is made of, and what to do with them. Docker and OCI
 * have the same form: "OCI Image Configuration" of the image-spec.
 *
 * <p>The bytes stay as they came, since their digest is the image's ID.
 */
public final class ImageConfig {
  private static final String WHAT = "an image's configuration";

  private final byte[] bytes;
  private final JsonObject json;
  private final Optional<Instant> created;
  private final String author;
  private final String architecture;
  private final String os;
  private final ImageDefaults defaults;
  private final List<Digest> diffIds;
  private final List<History> history;

  private ImageConfig(byte[] bytes) throws IOException {
    this.bytes = bytes.clone();
    Fields fields = Fields.parse(bytes, WHAT);
    json = fields.json();
    created = fields.time("created");
    author = fields.string("author");
    architecture = fields.string("architecture");
    os = fields.string("os");
    defaults = ImageDefaults.read(fields.object("config"));
    diffIds = diffIds(fields.object("rootfs"));
    history = history(fields, diffIds.size());
  }

  /**
   * Reads a configuration.
   *
   * @throws IOException if it is none, or has no layers
   */
  public static ImageConfig parse(byte[] bytes) throws IOException {
    return new ImageConfig(bytes);
  }

  private static List<Digest> diffIds(Fields rootfs) throws IOException {
    List<Digest> ids = rootfs.digests("diff_ids");
    if (ids.isEmpty()) {
      throw new IOException("read " + WHAT + ": it has no layers");
    }
    return ids;
  }

  private static List<History> history(Fields fields, int layers) throws IOException {
    List<History> history = new ArrayList<>();
    for (Fields entry : fields.objects("history")) {
      history.add(History.read(entry));
    }
    long told = history.stream().filter(entry -> !entry.empty()).count();
    if (told > layers) {
      throw new IOException("read " + WHAT + ": too many non-empty layers in its history");
    }
    for (long i = told; i < layers; i++) { // it may be left out
      history.add(new History(Optional.empty(), "", "", "", false));
    }
    return List.copyOf(history);
  }

  /** The image's ID: the digest of {@link #bytes}. */
  public Digest id() {
    return Digest.of(bytes);
  }

  /** The file, as it came. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** When the image was made, if it says so. */
  public Optional<Instant> created() {
    return created;
  }

  /** Who made it; empty if it does not say so. */
  public String author() {
    return author;
  }

  /** The machine it is for, in Go's words: {@code amd64}, {@code arm64}. */
  public String architecture() {
    return architecture;
  }

  /** The operating system it is for: {@code linux}. */
  public String os() {
    return os;
  }

  /** What its containers have unless told otherwise. */
  public ImageDefaults defaults() {
    return defaults;
  }

  /** The digests of its layers' tar archives, from the lowest layer to the highest. */
  public List<Digest> diffIds() {
    return diffIds;
  }

  /** How it was made, the first step first; those that are not empty are as many as layers. */
  public List<History> history() {
    return history;
  }

  /** Begins a configuration that differs from this one; unknown fields go along. */
  public ImageConfigBuilder edit() {
    return new ImageConfigBuilder(json.deepCopy());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ImageConfig config && Arrays.equals(bytes, config.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
