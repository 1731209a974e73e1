package mydocker.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import mydocker.linux.FileSystems;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestTag;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Leaves out the tests that are tagged aufs where the kernel has none, also with CI=true: it was
 * never part of Linux, and the distributions that added it have given it up.
 */
public final class AufsFilter implements PostDiscoveryFilter {
  private static final TestTag AUFS = TestTag.create("aufs");
  private static final Set<String> LEFT_OUT = new TreeSet<>();

  @Override
  public FilterResult apply(TestDescriptor test) {
    if (!test.getTags().contains(AUFS) || isThere()) {
      return FilterResult.included("nothing speaks against it");
    }
    if (!test.isContainer()) {
      LEFT_OUT.add(test.getUniqueId().toString());
    }
    return FilterResult.excluded("the kernel has no aufs");
  }

  private static boolean isThere() {
    try {
      return FileSystems.has("aufs");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many tests it has left out so far, a parameterized one counted once. */
  static int leftOut() {
    return LEFT_OUT.size();
  }
}
