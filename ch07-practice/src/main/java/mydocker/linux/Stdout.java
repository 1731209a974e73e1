package mydocker.linux;

/** Our stdout, when there was an error. */
public final class Stdout {
  private static final int STDOUT = 1;

  private Stdout() {}

  /**
   * Whether it is a pipe whose reader is gone, as in {@code | head -1}: other programs die of
   * SIGPIPE then, without a word, and the JVM ignores that.
   */
  public static boolean hasNoReader() throws ErrnoException {
    Poll poll = new Poll(Poll.OUT, STDOUT);
    poll.await(0);
    return poll.isBroken(0);
  }
}
