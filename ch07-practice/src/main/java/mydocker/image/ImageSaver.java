package mydocker.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes images into an archive as docker does since version 25: an OCI image layout, with docker's
 * manifest.json beside it. The same images are always the same bytes.
 */
public final class ImageSaver {
  private static final String OCI_IMAGE = "application/vnd.oci.image.";
  private static final String DOCKER_V1 = "repositories";

  private final ImageStore images;

  /** Each image that was asked for, with the names that it was asked for by. */
  private final Map<Image, Set<ImageName>> wanted = new LinkedHashMap<>();

  private final Set<Digest> written = new HashSet<>();
  private final Map<Digest, Long> layerSizes = new LinkedHashMap<>();

  /** Saves out of a store. */
  public ImageSaver(ImageStore images) {
    this.images = images;
  }

  /**
   * Adds an image to what is to be written.
   *
   * @param reference its name with a tag; its ID, and the archive will not name it; or a repository
   *     without a tag, for all images there
   */
  public void want(String reference) throws IOException {
    List<ImageName> names = images.namesMeantBy(reference);
    if (names.isEmpty()) {
      wanted.computeIfAbsent(images.find(reference), image -> new LinkedHashSet<>());
    }
    for (ImageName name : names) {
      wanted
          .computeIfAbsent(images.find(name.toString()), image -> new LinkedHashSet<>())
          .add(name);
    }
  }

  /** Writes the archive. */
  public void writeTo(OutputStream out) throws IOException {
    BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16);
    TarArchiveOutputStream tar = new TarArchiveOutputStream(buffered, UTF_8.name());
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX); // a layer may have 8 GiB
    addFolder(tar, "blobs/");
    addFolder(tar, OciLayout.BLOBS);
    JsonArray index = new JsonArray();
    JsonArray docker = new JsonArray();
    JsonObject repositories = new JsonObject();
    for (Map.Entry<Image, Set<ImageName>> each : wanted.entrySet()) {
      Image image = each.getKey();
      addBlob(tar, image.id(), image.config().bytes());
      addLayers(tar, image);
      byte[] manifest = bytes(manifest(image));
      addBlob(tar, Digest.of(manifest), manifest);
      addToIndex(index, each.getValue(), manifest);
      docker.add(dockerManifest(image, each.getValue()));
      addToRepositories(repositories, image, each.getValue());
    }
    addFile(tar, OciLayout.INDEX, bytes(index(index)));
    addFile(tar, DockerArchive.MANIFEST, bytes(docker));
    addFile(tar, OciLayout.MARKER, bytes(marker()));
    if (repositories.size() > 0) {
      addFile(tar, DOCKER_V1, bytes(repositories));
    }
    tar.finish();
    buffered.flush();
  }

  private void addLayers(TarArchiveOutputStream tar, Image image) throws IOException {
    List<Digest> chain = image.chain();
    for (int i = 0; i < chain.size(); i++) {
      Digest diffId = image.config().diffIds().get(i);
      if (written.add(diffId)) {
        long size = size(chain.get(i), diffId);
        layerSizes.put(diffId, size);
        tar.putArchiveEntry(entry(OciLayout.BLOBS + diffId.hex(), size));
        images.layers().writeTar(chain.get(i), tar);
        tar.closeArchiveEntry();
      }
    }
  }

  /**
   * The size of a layer's tar, which must stand before it. So it is made twice, and nothing is
   * written of a layer whose files are not what they were.
   */
  private long size(Digest layer, Digest diffId) throws IOException {
    MessageDigest digest = Digest.sha256();
    Count count = new Count();
    images.layers().writeTar(layer, new DigestOutputStream(count, digest));
    Digest actual = Digest.of(digest);
    if (!actual.equals(diffId)) {
      throw new IOException(
          "save layer %s: its files were changed: the digest of its tar is %s and should be %s"
              .formatted(layer.brief(), actual, diffId));
    }
    return count.bytes;
  }

  private static final class Count extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
      bytes += length;
    }
  }

  private void addBlob(TarArchiveOutputStream tar, Digest digest, byte[] bytes) throws IOException {
    if (written.add(digest)) {
      addFile(tar, OciLayout.BLOBS + digest.hex(), bytes);
    }
  }

  private static void addFile(TarArchiveOutputStream tar, String name, byte[] bytes)
      throws IOException {
    tar.putArchiveEntry(entry(name, bytes.length));
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private static void addFolder(TarArchiveOutputStream tar, String name) throws IOException {
    tar.putArchiveEntry(entry(name, 0));
    tar.closeArchiveEntry();
  }

  private static TarArchiveEntry entry(String name, long size) {
    TarArchiveEntry entry = new TarArchiveEntry(name); // a folder, if the name ends with /
    entry.setSize(size);
    entry.setModTime(0);
    return entry;
  }

  private JsonObject manifest(Image image) {
    JsonObject manifest = new JsonObject();
    manifest.addProperty("schemaVersion", 2);
    manifest.addProperty("mediaType", OCI_IMAGE + "manifest.v1+json");
    manifest.add(
        "config",
        descriptor(OCI_IMAGE + "config.v1+json", image.id(), image.config().bytes().length));
    JsonArray layers = new JsonArray();
    for (Digest diffId : image.config().diffIds()) {
      layers.add(descriptor(OCI_IMAGE + "layer.v1.tar", diffId, layerSizes.get(diffId)));
    }
    manifest.add("layers", layers);
    return manifest;
  }

  private static JsonObject descriptor(String type, Digest digest, long size) {
    JsonObject descriptor = new JsonObject();
    descriptor.addProperty("mediaType", type);
    descriptor.addProperty("digest", digest.toString());
    descriptor.addProperty("size", size);
    return descriptor;
  }

  private static void addToIndex(JsonArray index, Set<ImageName> names, byte[] manifest) {
    JsonObject descriptor =
        descriptor(OCI_IMAGE + "manifest.v1+json", Digest.of(manifest), manifest.length);
    if (names.isEmpty()) {
      index.add(descriptor);
    }
    for (ImageName name : names) {
      JsonObject annotations = new JsonObject();
      annotations.addProperty(OciLayout.NAME, name.qualified());
      annotations.addProperty(OciLayout.REFERENCE, name.tag());
      JsonObject named = descriptor.deepCopy();
      named.add("annotations", annotations);
      index.add(named);
    }
  }

  private static JsonObject index(JsonArray manifests) {
    JsonObject index = new JsonObject();
    index.addProperty("schemaVersion", 2);
    index.addProperty("mediaType", OCI_IMAGE + "index.v1+json");
    index.add("manifests", manifests);
    return index;
  }

  private static JsonObject marker() {
    JsonObject marker = new JsonObject();
    marker.addProperty("imageLayoutVersion", "1.0.0");
    return marker;
  }

  private static JsonObject dockerManifest(Image image, Set<ImageName> names) {
    JsonObject manifest = new JsonObject();
    manifest.addProperty("Config", OciLayout.BLOBS + image.id().hex());
    JsonArray tags = new JsonArray();
    names.forEach(name -> tags.add(name.toString()));
    manifest.add("RepoTags", tags);
    JsonArray layers = new JsonArray();
    image.config().diffIds().forEach(id -> layers.add(OciLayout.BLOBS + id.hex()));
    manifest.add("Layers", layers);
    return manifest;
  }

  private static void addToRepositories(
      JsonObject repositories, Image image, Set<ImageName> names) {
    List<Digest> layers = image.config().diffIds();
    for (ImageName name : names) {
      if (!repositories.has(name.repository())) {
        repositories.add(name.repository(), new JsonObject());
      }
      repositories
          .getAsJsonObject(name.repository())
          .addProperty(name.tag(), layers.get(layers.size() - 1).hex());
    }
  }

  private static byte[] bytes(JsonElement json) {
    return json.toString().getBytes(UTF_8);
  }
}
