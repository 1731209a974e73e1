package mydocker.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** book/step in a checkout of two chapters. */
class StepScriptTest {
  @TempDir Path checkout;

  @BeforeEach
  void makeACheckout() throws IOException {
    Path script = Project.ofThisTest().root().resolve("book/step");
    Files.createDirectories(checkout.resolve("book"));
    Files.copy(script, checkout.resolve("book/step"));
    checkout.resolve("book/step").toFile().setExecutable(true);
    write("ch02-a/src/main/java/Same", "same\n");
    write("ch02-a/src/main/java/Old", "one\ntwo\n");
    write("ch02-a/src/main/java/Gone", "gone\n");
    write("ch02-a/pom.xml", "a\n");
    write("ch03-b/pom.xml", "b\n");
    write("book/ch02-a.md", "<!-- code java/Same -->\n");
    write("ch03-b/src/main/java/Same", "same\n");
    write("ch03-b/src/main/java/Old", "one\n2\nthree\n");
    write("ch03-b/src/main/java/z/First", "first\n");
    write("ch03-b/src/main/java/a/Second", "second\n");
    write("ch03-b/src/main/java/a/Support", "support\n");
    write("ch03-b/src/test/java/Test", "test\n");
    write("ch03-b/target/Built", "built\n");
    write(
        "book/ch03-b.md",
        """
        <!-- code z/First member -->
        <!-- code java/Test -->
        <!-- diff a/Second -->
        <!-- code z/First other -->
        """);
  }

  private void write(String file, String text) throws IOException {
    Path path = checkout.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private record Run(int code, String output) {}

  private Run run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(checkout.resolve("book/step").toString()));
    command.addAll(List.of(arguments));
    return run(new ProcessBuilder(command));
  }

  private Run run(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.directory(checkout.toFile()).redirectErrorStream(true).start();
    try (InputStream stdout = process.getInputStream()) {
      String output = new String(stdout.readAllBytes(), StandardCharsets.UTF_8);
      return new Run(process.waitFor(), output);
    }
  }

  @Test
  void whatThePageShowsComesFirstInItsOrderAndTheTestsLast() throws Exception {
    String stat =
        """
        idea       +1    -0  src/main/java/z/First
        idea       +1    -0  src/main/java/a/Second
        support    +0    -1  src/main/java/Gone
        support    +2    -1  src/main/java/Old
        support    +1    -0  src/main/java/a/Support
        support    +1    -1  pom.xml
        test       +1    -0  src/test/java/Test
        """;
    assertEquals(new Run(0, stat), run("ch03", "--stat"));
    assertEquals(new Run(0, stat), run("--stat", "ch03-b/"));
  }

  @Test
  void theWholeIsWhatDiffSaysInAnotherOrder() throws Exception {
    Run step = run("ch03");
    Run diff = run(new ProcessBuilder("diff", "-ruN", "-x", "target", "ch02-a", "ch03-b"));
    assertEquals(0, step.code());
    assertEquals(linesOfCode(diff), linesOfCode(step));
    assertTrue(step.output().startsWith("diff -uN ch02-a/src/main/java/z/First"), step.output());
  }

  /** All but the command lines, which name other options. */
  private static List<String> linesOfCode(Run run) {
    return run.output().lines().filter(line -> !line.startsWith("diff -")).sorted().toList();
  }

  @Test
  void inTheFirstChapterAllIsNew() throws Exception {
    String stat =
        """
        idea       +1    -0  src/main/java/Same
        support    +1    -0  src/main/java/Gone
        support    +2    -0  src/main/java/Old
        support    +1    -0  pom.xml
        """;
    assertEquals(new Run(0, stat), run("ch02", "--stat"));
  }

  @Test
  void aMistakeIsToldInOneLine() throws Exception {
    String chapters = "ch02-a ch03-b\n";
    assertEquals(new Run(1, "step: find chapter ch99: it is not one of " + chapters), run("ch99"));
    assertEquals(new Run(1, "step: which chapter? One of " + chapters), run());
    assertEquals(new Run(1, "step: show ch03: one chapter at a time\n"), run("ch02", "ch03"));
    assertEquals(
        new Run(1, "step: unknown option --all: see book/step --help\n"), run("ch02", "--all"));
    Run help = run("--help");
    assertEquals(0, help.code());
    assertTrue(help.output().startsWith("Usage: book/step CHAPTER [--stat]\n"), help.output());
  }
}
