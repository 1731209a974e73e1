package mydocker.image;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An image's name as people type it: {@code busybox}, {@code team/app:1.2}, {@code
 * registry.example:5000/app}. The rules are those of docker's distribution/reference.
 *
 * @param repository what stands before the tag
 * @param tag which of the repository's images; {@code latest} if nothing else was said
 */
public record ImageName(String repository, String tag) {
  private static final String HUB = "docker.io";
  private static final String OFFICIAL = "library/";
  private static final int MAX_LENGTH = 255;

  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern REGISTRY =
      Pattern.compile("[a-zA-Z0-9]+([.-]+[a-zA-Z0-9]+)*(:[0-9]+)?|\\[[0-9a-fA-F:]+](:[0-9]+)?");
  private static final String PART = "[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*";
  private static final Pattern PATH = Pattern.compile(PART + "(/" + PART + ")*");
  private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}");

  /**
   * Reads NAME[:TAG].
   *
   * @throws IOException if it is no name, in docker's words
   */
  public static ImageName parse(String text) throws IOException {
    if (ID.matcher(text).matches()) {
      throw new IOException(
          "invalid repository name (%s), cannot specify 64-byte hexadecimal strings"
              .formatted(text));
    }
    String registry = registry(text);
    String rest = text.substring(registry.isEmpty() ? 0 : registry.length() + 1);
    int colon = rest.indexOf(':');
    String path = colon < 0 ? rest : rest.substring(0, colon);
    String tag = colon < 0 ? "latest" : rest.substring(colon + 1);
    if (isHub(registry) && path.startsWith(OFFICIAL)) {
      path = path.substring(OFFICIAL.length());
    }
    if (!path.equals(path.toLowerCase(Locale.ROOT))) {
      throw new IOException(
          "invalid reference format: repository name (%s) must be lowercase"
              .formatted(isHub(registry) && !path.contains("/") ? OFFICIAL + path : path));
    }
    if (!PATH.matcher(path).matches()
        || !TAG.matcher(tag).matches()
        || !isHub(registry) && !REGISTRY.matcher(registry).matches()) {
      throw new IOException("invalid reference format");
    }
    if (path.length() + registry.length() > MAX_LENGTH) {
      throw new IOException("repository name must not be more than 255 characters");
    }
    return new ImageName(isHub(registry) ? path : registry + "/" + path, tag);
  }

  /** What stands before the first slash is a registry only if it looks like a host. */
  private static String registry(String text) {
    int slash = text.indexOf('/');
    String first = slash < 0 ? "" : text.substring(0, slash);
    boolean isHost =
        first.contains(".")
            || first.contains(":")
            || first.equals("localhost")
            || !first.equals(first.toLowerCase(Locale.ROOT));
    return isHost ? first : "";
  }

  private static boolean isHub(String registry) {
    return registry.isEmpty() || registry.equals(HUB) || registry.equals("index." + HUB);
  }

  /** With the registry and all, as other tools want it: {@code docker.io/library/busybox:1}. */
  public String qualified() {
    if (!registry(repository).isEmpty()) {
      return toString();
    }
    return HUB + "/" + (repository.contains("/") ? "" : OFFICIAL) + this;
  }

  @Override
  public String toString() {
    return repository + ":" + tag;
  }
}
