package mydocker.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** book/forward-port in a repository of three chapters, each of which adds a line to the last. */
class ForwardPortTest {
  private static final Path SCRIPT =
      Project.ofThisTest().root().resolve("book/forward-port").toAbsolutePath();

  @TempDir Path repository;

  @BeforeEach
  void makeARepository() throws Exception {
    write("ch02-a/A", "one\ntwo\nthree\n");
    write("ch03-b/A", "one\ntwo\nthree\nfour\n");
    write("ch04-c/A", "one\ntwo\nthree\nfour\nfive\n");
    write("ch02-a/Old", "old\n");
    write("ch03-b/Old", "old\n");
    write("ch04-c/Old", "changed\n");
    run("git", "init", "-q");
    run("git", "add", "-A");
    run("git", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "chapters");
  }

  private void write(String file, String text) throws IOException {
    Path path = repository.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private String read(String file) throws IOException {
    return Files.readString(repository.resolve(file));
  }

  private record Run(int code, String output) {}

  private Run run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(repository.toFile())
            .redirectErrorStream(true)
            .start();
    try (InputStream stdout = process.getInputStream()) {
      String output = new String(stdout.readAllBytes(), StandardCharsets.UTF_8);
      return new Run(process.waitFor(), output);
    }
  }

  @Test
  void anEditReachesEveryLaterChapterAndItsOwnLinesStay() throws Exception {
    write("ch02-a/A", "one\nTWO\nthree\n");
    Run run = run(SCRIPT.toString());
    assertEquals(new Run(0, "merged    ch03-b/A\nmerged    ch04-c/A\n"), run);
    assertEquals("one\nTWO\nthree\nfour\n", read("ch03-b/A"));
    assertEquals("one\nTWO\nthree\nfour\nfive\n", read("ch04-c/A"));
    assertEquals(new Run(0, "merged    ch03-b/A\nmerged    ch04-c/A\n"), run(SCRIPT.toString()));
    assertEquals("one\nTWO\nthree\nfour\nfive\n", read("ch04-c/A"));
  }

  @Test
  void anEditOfTheMiddleGoesForwardOnly() throws Exception {
    write("ch03-b/A", "one\ntwo\nTHREE\nfour\n");
    assertEquals(0, run(SCRIPT.toString()).code());
    assertEquals("one\ntwo\nthree\n", read("ch02-a/A"));
    assertEquals("one\ntwo\nTHREE\nfour\nfive\n", read("ch04-c/A"));
  }

  @Test
  void aNewFileIsCopiedAndADeletedOneDeletedWhereItWasTheSame() throws Exception {
    write("ch02-a/new/B", "b\n");
    Files.delete(repository.resolve("ch02-a/Old"));
    assertEquals(0, run(SCRIPT.toString(), "ch02-a").code());
    assertEquals(List.of("b\n", "b\n"), List.of(read("ch03-b/new/B"), read("ch04-c/new/B")));
    assertFalse(Files.exists(repository.resolve("ch03-b/Old")));
    assertEquals("changed\n", read("ch04-c/Old"));
  }

  @Test
  void aConflictIsMarkedAndStopsTheRun() throws Exception {
    write("ch02-a/A", "one\ntwo\nDREI\n");
    write("ch03-b/A", "one\ntwo\nTROIS\nfour\n");
    Run run = run(SCRIPT.toString());
    assertEquals(1, run.code());
    assertTrue(run.output().startsWith("CONFLICT  ch03-b/A\n"), run.output());
    assertTrue(read("ch03-b/A").contains("<<<<<<< ch03-b\n"), read("ch03-b/A"));
    assertEquals("one\ntwo\nthree\nfour\nfive\n", read("ch04-c/A"));
  }

  @Test
  void withoutAnEditThereIsNothingToDo() throws Exception {
    Run run = run(SCRIPT.toString());
    assertEquals(1, run.code());
    assertTrue(run.output().contains("all is committed"), run.output());
  }
}
