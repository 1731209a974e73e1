package mydocker.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Archives with images, as the tools write them that there are. */
final class Archives {
  private Archives() {}

  /** The tar of a layer with one file. */
  static byte[] layer(String name, String content) {
    return new TarBuilder().folder("d").file("d/" + name, content).bytes();
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  /** A configuration for layers. */
  static byte[] config(byte[]... layers) {
    return config("linux", layers);
  }

  static byte[] config(String os, byte[]... layers) {
    String ids =
        Stream.of(layers)
            .map(layer -> "\"" + Digest.of(layer) + "\"")
            .collect(Collectors.joining(", "));
    return """
        {"architecture": "%s", "os": "%s", "config": {"Cmd": ["sh"]}, "unknown": [1.0],
         "created": "2024-01-02T03:04:05Z",
         "rootfs": {"type": "layers", "diff_ids": [%s]}}"""
        .formatted(Platform.architecture(), os, ids)
        .getBytes(UTF_8);
  }

  /** As docker 1.10 to 24 writes it, with the same layer only once, and a link to it. */
  static TarBuilder oldDocker(String tag, byte[]... layers) {
    byte[] config = config(layers);
    String configName = Digest.of(config).hex() + ".json";
    TarBuilder tar = new TarBuilder().file(configName, config);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < layers.length; i++) {
      String folder = ("" + i).repeat(64);
      names.add("\"" + folder + "/layer.tar\"");
      tar.folder(folder).file(folder + "/VERSION", "1.0");
      int same = indexOf(layers, layers[i]);
      if (same < i) {
        tar.symlink(folder + "/layer.tar", "../" + ("" + same).repeat(64) + "/layer.tar");
      } else {
        tar.file(folder + "/layer.tar", layers[i]);
      }
    }
    String manifest =
        "[{\"Config\":\"%s\",\"RepoTags\":%s,\"Layers\":%s}]"
            .formatted(configName, tag == null ? "null" : "[\"" + tag + "\"]", names);
    return tar.file("manifest.json", manifest);
  }

  private static int indexOf(byte[][] layers, byte[] layer) {
    int i = 0;
    while (layers[i] != layer) {
      i++;
    }
    return i;
  }

  /** As docker 25 writes it. */
  static TarBuilder newDocker(String tag, byte[] config, byte[]... layers) {
    TarBuilder tar = new TarBuilder().folder("blobs").folder("blobs/sha256");
    String names = Stream.of(layers).map(l -> "\"" + blob(tar, l) + "\"").toList().toString();
    String manifest =
        "[{\"Config\":\"%s\",\"RepoTags\":[\"%s\"],\"Layers\":%s}]"
            .formatted(blob(tar, config), tag, names);
    return tar.file("manifest.json", manifest).file("oci-layout", "{}");
  }

  static String blob(TarBuilder tar, byte[] content) {
    String name = "blobs/sha256/" + Digest.of(content).hex();
    tar.file(name, content);
    return name;
  }

  /** A manifest in an OCI layout; {@code blobs} are the layers as they are there. */
  static String manifest(TarBuilder tar, byte[] config, byte[]... blobs) {
    String layers = Stream.of(blobs).map(layer -> descriptor(tar, layer, "")).toList().toString();
    String manifest =
        "{\"schemaVersion\":2,\"config\":%s,\"layers\":%s}"
            .formatted(descriptor(tar, config, ""), layers);
    return manifest;
  }

  static String descriptor(TarBuilder tar, byte[] content, String more) {
    blob(tar, content);
    return "{\"digest\":\"%s\",\"size\":%d%s}".formatted(Digest.of(content), content.length, more);
  }

  static String index(String... descriptors) {
    return "{\"schemaVersion\":2,\"manifests\":%s}".formatted(List.of(descriptors));
  }

  static String annotation(String key, String value) {
    return ",\"annotations\":{\"%s\":\"%s\"}".formatted(key, value);
  }

  static String platform(String os, String architecture) {
    return ",\"platform\":{\"os\":\"%s\",\"architecture\":\"%s\"}".formatted(os, architecture);
  }
}
