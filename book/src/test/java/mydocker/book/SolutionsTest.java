package mydocker.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Some exercises change the program. Each has a test that is red until it is done, {@code
 * exercise/NameExercise}, and a solution, {@code src/test/solutions/NameExercise.patch}.
 */
@RequiresRoot
class SolutionsTest {
  private static final Project PROJECT = Project.ofThisTest();
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

  @TempDir Path copy;

  /** Those of all chapters: {@code ch02-namespaces/src/test/solutions/ClocksExercise.patch}. */
  static List<Path> solutions() throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path chapter : PROJECT.chapters()) {
      all.addAll(files(chapter.resolve("src/test/solutions"), ".patch"));
    }
    return all;
  }

  private static List<Path> files(Path folder, String end) throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }

  @Test
  void everyRedTestHasASolution() throws IOException {
    for (Path chapter : PROJECT.chapters()) {
      for (Path red : files(chapter.resolve("src/test/java/mydocker/exercise"), "Exercise.java")) {
        String name = red.getFileName().toString().replace(".java", ".patch");
        assertTrue(solutions().contains(chapter.resolve("src/test/solutions/" + name)), name);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("solutions")
  void aSolutionTurnsARedTestGreen(Path solution) throws Exception {
    Path chapter = solution.getParent().resolve("../../..").normalize();
    String test = "mydocker.exercise." + solution.getFileName().toString().replace(".patch", "");
    String name = test.replace('.', '/') + ".java";
    String libraries = Files.readString(chapter.resolve("target/runtime-class-path")).strip();
    String ours = System.getProperty("java.class.path"); // has JUnit
    run("cp", "-r", chapter.resolve("src").toString(), "src");
    String before = chapter.resolve("target/classes").toString();
    // The chapter's own helpers, and not those of this module, which have the same names.
    javac(
        "tests",
        List.of(
            "-cp",
            String.join(File.pathSeparator, before, libraries, ours),
            "-sourcepath",
            copy.resolve("src/test/java").toString(),
            "-Xprefer:source",
            copy.resolve("src/test/java").resolve(name).toString()));
    assertEquals(
        1, runTest(test, "tests", before, libraries, ours), "it is green before it is done");
    run("git", "apply", solution.toString());
    List<String> program = new ArrayList<>(List.of("-cp", libraries));
    files(copy.resolve("src/main/java"), ".java").forEach(file -> program.add(file.toString()));
    javac("program", program);
    assertEquals(
        0, runTest(test, "tests", "program", libraries, ours), "it is red when it is done");
  }

  /** Returns 0 if a test is green, 1 if it is red. */
  private int runTest(String test, String... classPath) throws Exception {
    return start(
        JAVA.toString(),
        "-cp",
        String.join(File.pathSeparator, classPath),
        JUnitMain.class.getName(),
        test);
  }

  /** In this JVM: the compiler is slow until it is warm. */
  private void javac(String folder, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("-nowarn", "-proc:none", "-d"));
    all.add(copy.resolve(folder).toString());
    all.addAll(arguments);
    assertEquals(0, JAVAC.run(null, System.out, System.err, all.toArray(String[]::new)));
  }

  private void run(String... command) throws Exception {
    assertEquals(0, start(command), () -> String.join(" ", command));
  }

  /** Runs a command in the copy; what it prints is in the test's report. */
  private int start(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(copy.toFile()).redirectErrorStream(true).start();
    try (InputStream stdout = process.getInputStream()) {
      System.out.print(new String(stdout.readAllBytes(), StandardCharsets.UTF_8));
    }
    return process.waitFor();
  }
}
