package mydocker.process;

/**
 * Whom a container's command runs as: credentials(7).
 *
 * @param uid user ID
 * @param gid group ID
 * @param home the home folder
 */
public record User(int uid, int gid, String home) {
  /** The only one here: root, who is less in a container than outside. */
  public static final User ROOT = new User(0, 0, "/root");
}
