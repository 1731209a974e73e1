package mydocker.testing;

import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Says how many tests were left out, and why: at the end of the JVM that ran the others, since
 * Surefire may give it one class after another, each with a plan of its own.
 */
public final class LeftOut implements TestExecutionListener, LauncherSessionListener {
  private static final Map<String, Long> TESTS_BY_REASON = new TreeMap<>();

  private TestPlan plan;

  @Override
  public void testPlanExecutionStarted(TestPlan testPlan) {
    plan = testPlan;
  }

  @Override
  public void executionSkipped(TestIdentifier skipped, String reason) {
    long tests =
        plan.getDescendants(skipped).stream().filter(d -> plan.getChildren(d).isEmpty()).count();
    TESTS_BY_REASON.merge(reason, Math.max(tests, 1), Long::sum);
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    TESTS_BY_REASON.forEach(
        (reason, tests) -> System.out.println("left out: " + tests + " (" + reason + ")"));
    if (AufsFilter.leftOut() > 0) {
      System.out.printf(
          "left out: %d (a kernel with aufs is needed: vagrant/README.md, \"aufs\")%n",
          AufsFilter.leftOut());
    }
  }
}
