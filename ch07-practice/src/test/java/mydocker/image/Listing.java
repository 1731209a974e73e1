package mydocker.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mydocker.linux.ExtendedAttributes;
import mydocker.linux.Nodes;

/** All that there is to know of the files in a folder, a line each, to compare two folders. */
final class Listing {

  private Listing() {}

  static List<String> of(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().skip(1).map(file -> folder.relativize(file) + line(file)).toList();
    }
  }

  private static String line(Path file) {
    try {
      Map<String, Object> a = Files.readAttributes(file, "unix:*", LinkOption.NOFOLLOW_LINKS);
      int mode = (int) a.get("mode");
      int type = mode & Nodes.S_IFMT;
      String content =
          switch (type) {
            case Nodes.S_IFREG ->
                Digest.of(Files.readAllBytes(file)).brief() + " " + a.get("nlink");
            case Nodes.S_IFLNK -> Nodes.readSymlink(file);
            default -> "";
          };
      return " %o %s:%s %s %s %s %s"
          .formatted(
              mode,
              a.get("uid"),
              a.get("gid"),
              a.get("lastModifiedTime"),
              a.get("rdev"),
              content,
              xattrs(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String xattrs(Path file) throws IOException {
    return ExtendedAttributes.names(file).stream()
        .sorted()
        .map(name -> name + "=" + value(file, name))
        .collect(Collectors.joining(","));
  }

  private static String value(Path file, String name) {
    try {
      return HexFormat.of().formatHex(ExtendedAttributes.get(file, name).orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
