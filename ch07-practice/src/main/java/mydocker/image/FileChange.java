package mydocker.image;

/**
 * What a container has done to a file.
 *
 * @param kind what
 * @param path where the file is, or was, in the container
 */
public record FileChange(Kind kind, String path) {

  /** What can be done to a file. */
  public enum Kind {
    /** It was not there before. */
    ADDED("A"),
    /** It was there, and has other contents or attributes now; a folder, that or other files. */
    CHANGED("C"),
    /** It is not there any more, and with a folder all that was in it. */
    DELETED("D");

    private final String letter;

    Kind(String letter) {
      this.letter = letter;
    }
  }

  /** As docker writes it: {@code A /root/new}. */
  @Override
  public String toString() {
    return kind.letter + " " + path;
  }
}
