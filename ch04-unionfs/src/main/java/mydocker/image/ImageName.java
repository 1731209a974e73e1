package mydocker.image;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image's name as people type it: {@code busybox}, {@code team/app:1.2}.
 *
 * @param repository what stands before the tag
 * @param tag which of the repository's images; {@code latest} if nothing else was said
 */
public record ImageName(String repository, String tag) {
  private static final String PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
  private static final Pattern NAME =
      Pattern.compile(
          "(%s(?:/%s)*)(?::([a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}))?".formatted(PART, PART));
  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

  /**
   * Reads NAME[:TAG].
   *
   * @throws IOException if it is no name, or could be an ID
   */
  public static ImageName parse(String text) throws IOException {
    Matcher m = NAME.matcher(text);
    if (!m.matches() || ID.matcher(m.group(1)).matches()) {
      throw new IOException(
          "invalid reference format: %s is no NAME[:TAG] of an image, in small letters"
              .formatted(text));
    }
    return new ImageName(m.group(1), m.group(2) == null ? "latest" : m.group(2));
  }

  @Override
  public String toString() {
    return repository + ":" + tag;
  }
}
