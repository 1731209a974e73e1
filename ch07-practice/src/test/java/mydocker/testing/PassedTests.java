package mydocker.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes down which tests of this chapter have passed, for the chapters after it in the same run of
 * Maven: {@link LeftToChapter}. Each JVM with tests has a file of its own, {@code
 * target/passed-jvm-N}, whose first line names the run.
 */
public final class PassedTests implements TestExecutionListener {
  private static final Set<String> METHODS = Set.of("method", "test-template", "test-factory");

  private final Map<String, Test> methods = new TreeMap<>();
  private final Set<String> notPassed = new HashSet<>();

  /**
   * A test method that has passed.
   *
   * @param digest of the code that it reaches
   * @param tests how many it was, with parameters
   */
  record Test(String id, String digest, String testClass, String method, int tests) {
    static Test of(String line) {
      String[] parts = line.split("\t");
      return new Test(parts[0], parts[1], parts[2], parts[3], Integer.parseInt(parts[4]));
    }

    String line() {
      return String.join("\t", id, digest, testClass, method, "" + tests);
    }
  }

  @Override
  public void executionSkipped(TestIdentifier skipped, String reason) {
    notPassed.add(skipped.getUniqueId());
  }

  @Override
  public void executionFinished(TestIdentifier finished, TestExecutionResult result) {
    if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
      notPassed.add(finished.getUniqueId());
    } else if (finished.isTest() && finished.getSource().orElse(null) instanceof MethodSource at) {
      methodOf(finished.getUniqueIdObject())
          .ifPresent(
              id ->
                  methods.merge(
                      id,
                      new Test(id, "", at.getClassName(), at.getMethodName(), 1),
                      (a, b) -> new Test(id, "", a.testClass, a.method, a.tests + 1)));
    }
  }

  /** The ID of the test method that a test of Jupiter belongs to. */
  static Optional<String> methodOf(UniqueId id) {
    UniqueId method = id;
    while (!METHODS.contains(method.getLastSegment().getType())) {
      if (method.getSegments().size() == 1) {
        return Optional.empty();
      }
      method = method.removeLastSegment();
    }
    return Optional.of(method.toString()).filter(m -> m.startsWith("[engine:junit-jupiter]"));
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    if (LeftToChapter.isOff()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    for (Test test : methods.values()) {
      if (notPassed.stream().noneMatch(n -> n.startsWith(test.id) || test.id.startsWith(n))) {
        ReachedCode.ofThisChapter()
            .digest(test.testClass, test.method)
            .map(digest -> new Test(test.id, digest, test.testClass, test.method, test.tests))
            .ifPresent(t -> lines.add(t.line()));
      }
    }
    methods.clear();
    try {
      append(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void append(List<String> lines) throws IOException {
    Path file = Path.of("target", "passed-" + System.getProperty("mydocker.jvm"));
    List<String> all = new ArrayList<>(List.of(LeftToChapter.RUN));
    if (Files.exists(file) && Files.readAllLines(file).get(0).equals(LeftToChapter.RUN)) {
      all = Files.readAllLines(file);
    }
    all.addAll(lines);
    Files.write(file, all);
  }

  /** Those of a chapter in this run. */
  static List<Test> of(Path chapter) throws IOException {
    List<Test> tests = new ArrayList<>();
    Path target = chapter.resolve("target");
    if (Files.isDirectory(target)) {
      try (Stream<Path> files = Files.list(target)) {
        for (Path file :
            files.filter(f -> f.getFileName().toString().startsWith("passed-")).toList()) {
          List<String> lines = Files.readAllLines(file);
          if (lines.get(0).equals(LeftToChapter.RUN)) {
            lines.stream().skip(1).map(Test::of).forEach(tests::add);
          }
        }
      }
    }
    return tests;
  }
}
