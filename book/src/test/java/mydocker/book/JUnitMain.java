package mydocker.book;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** A JVM that runs one test class, and whose exit code says whether all its tests passed. */
final class JUnitMain {
  private JUnitMain() {}

  /** Runs the class that is named. */
  public static void main(String[] args) {
    // The listeners and filters on the class path are those of this module's own tests.
    LauncherConfig plain =
        LauncherConfig.builder()
            .enableLauncherSessionListenerAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .build();
    Launcher launcher = LauncherFactory.create(plain);
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    launcher.execute(
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(args[0])).build(), summary);
    summary.getSummary().printFailuresTo(new PrintWriter(System.out), 1);
    long passed = summary.getSummary().getTestsSucceededCount();
    boolean all = passed > 0 && passed == summary.getSummary().getTestsFoundCount();
    System.exit(all ? 0 : 1);
  }
}
