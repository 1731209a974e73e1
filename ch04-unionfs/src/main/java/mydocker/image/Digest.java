package mydocker.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A content's name: its sha256, as sha256sum(1) prints it.
 *
 * @param hex 64 digits, 0 to 9 and a to f
 */
public record Digest(String hex) {
  private static final String PREFIX = "sha256:";
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  /** Refuses what is no digest. */
  public Digest {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "invalid digest '" + hex + "': a sha256 has 64 digits, 0 to 9 and a to f");
    }
  }

  /** The name of a content. */
  public static Digest of(byte[] content) {
    MessageDigest all = sha256();
    all.update(content);
    return of(all);
  }

  /** Ends a computation that {@link #sha256} began. */
  static Digest of(MessageDigest all) {
    return new Digest(HexFormat.of().formatHex(all.digest()));
  }

  /** Begins the computation of a digest over a content that comes in pieces. */
  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Reads a digest, {@code sha256:...} or its digits alone.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Digest parse(String digest) {
    return new Digest(digest.startsWith(PREFIX) ? digest.substring(PREFIX.length()) : digest);
  }

  /**
   * The name of a stack of layers, its chain ID: that of the stack below and the top layer's digest
   * make it. See "Layer ChainID" in the OCI image specification.
   *
   * @param parent the chain ID of the stack below, null if there is none
   * @param diff the digest of the top layer's tar
   */
  public static Digest chain(Digest parent, Digest diff) {
    return parent == null ? diff : of((parent + " " + diff).getBytes(UTF_8));
  }

  /** The first twelve digits, by which docker shows an image's ID. */
  public String brief() {
    return hex.substring(0, 12);
  }

  /** The digest as docker and OCI write it: {@code sha256:} and the digits. */
  @Override
  public String toString() {
    return PREFIX + hex;
  }
}
