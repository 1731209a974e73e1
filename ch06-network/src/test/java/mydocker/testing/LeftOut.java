package mydocker.testing;

import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Says at the end of a run how many tests were left out, and why. */
public final class LeftOut implements TestExecutionListener {
  private final Map<String, Long> testsByReason = new TreeMap<>();
  private TestPlan plan;

  @Override
  public void testPlanExecutionStarted(TestPlan testPlan) {
    plan = testPlan;
  }

  @Override
  public void executionSkipped(TestIdentifier skipped, String reason) {
    long tests =
        plan.getDescendants(skipped).stream().filter(d -> plan.getChildren(d).isEmpty()).count();
    testsByReason.merge(reason, Math.max(tests, 1), Long::sum);
  }

  @Override
  public void testPlanExecutionFinished(TestPlan testPlan) {
    testsByReason.forEach(
        (reason, tests) -> System.out.println("left out: " + tests + " (" + reason + ")"));
    if (AufsFilter.leftOut() > 0) {
      System.out.printf(
          "left out: %d (a kernel with aufs is needed: vagrant/README.md, \"aufs\")%n",
          AufsFilter.leftOut());
    }
  }
}
