package mydocker.image;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.time.Instant;
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
  private final ImageDefaults defaults;
  private final List<Digest> diffIds;

  private ImageConfig(byte[] bytes) throws IOException {
    this.bytes = bytes.clone();
    Fields fields = Fields.parse(bytes, WHAT);
    json = fields.json();
    created = fields.time("created");
    defaults = ImageDefaults.read(fields.object("config"));
    diffIds = diffIds(fields.object("rootfs"));
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

  /** What its containers have unless told otherwise. */
  public ImageDefaults defaults() {
    return defaults;
  }

  /** The digests of its layers' tar archives, from the lowest layer to the highest. */
  public List<Digest> diffIds() {
    return diffIds;
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
