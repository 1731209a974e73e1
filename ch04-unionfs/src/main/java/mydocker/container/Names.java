package mydocker.container;

/** Names of containers. */
final class Names {
  private static final String PATTERN = "[a-zA-Z0-9][a-zA-Z0-9_.-]+";

  private Names() {}

  /**
   * Refuses a name that could be taken for a path or an option.
   *
   * @throws IllegalArgumentException in docker's words
   */
  static void require(String name) {
    if (!name.matches(PATTERN)) {
      throw new IllegalArgumentException(
          "Invalid container name (%s), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed"
              .formatted(name));
    }
  }
}
