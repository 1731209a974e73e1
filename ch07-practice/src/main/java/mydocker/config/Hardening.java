package mydocker.config;

/**
 * What is taken from a container besides what all of them lack.
 *
 * @param readOnly whether its root cannot be written to
 * @param noNewPrivileges whether no program in it may get privileges that its caller has not
 */
public record Hardening(boolean readOnly, boolean noNewPrivileges) {
  /** Nothing. */
  public static final Hardening NONE = new Hardening(false, false);
}
