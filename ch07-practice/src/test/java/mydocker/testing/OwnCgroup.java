package mydocker.testing;

/** Where the tests of this JVM put what they limit: others may run beside it. */
public final class OwnCgroup {
  /** What the names of all such cgroups begin with. */
  static final String OF_TESTS = "mydocker-test-";

  /** Its name. */
  public static final String NAME = OF_TESTS + ProcessHandle.current().pid();

  private OwnCgroup() {}
}
