package mydocker.container;

/**
 * A path that something is copied from or to. What stands behind the last slash counts.
 *
 * @param text an absolute path
 */
record CopyPath(String text) {

  /** One that counts from a folder if it is not absolute. */
  static CopyPath of(String folder, String text) {
    return new CopyPath(text.startsWith("/") ? text : folder + "/" + text);
  }

  private String withoutSlashes() {
    return text.replaceAll("/+$", "");
  }

  /** Its last name. */
  String base() {
    String path = text.replaceAll("(/+[.]?)+$", "");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** All before the last name. */
  String parent() {
    String path = withoutSlashes();
    return path.substring(0, path.lastIndexOf('/') + 1) + ".";
  }

  /** Whether it can only be a folder. */
  boolean isFolder() {
    return text.endsWith("/") || isContent();
  }

  /** Whether it means what is in a folder, and not the folder. */
  boolean isContent() {
    String path = withoutSlashes();
    return path.isEmpty() || path.endsWith("/.") || path.endsWith("/..");
  }

  /** Where a symbolic link at its end leads. */
  CopyPath follow(String link) {
    return link.startsWith("/") ? new CopyPath(link) : new CopyPath(parent() + "/" + link);
  }
}
