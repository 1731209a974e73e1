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
import java.util.stream.Stream;
import mydocker.testing.RequiresRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** book/debian-image. */
class DebianImageTest {
  private static final String SCRIPT =
      Project.ofThisTest().root().resolve("book/debian-image").toString();

  @TempDir Path temp;

  private record Run(int code, String output) {}

  private static Run run(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    try (InputStream stdout = process.getInputStream()) {
      String output = new String(stdout.readAllBytes(), StandardCharsets.UTF_8);
      return new Run(process.waitFor(), output);
    }
  }

  private static Run image(Path cache, String... packages) throws Exception {
    List<String> command = new ArrayList<>(List.of(SCRIPT));
    command.addAll(List.of(packages));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    return run(builder);
  }

  private void assertWrong(String cause, String... arguments) throws Exception {
    String line = "debian-image: " + cause + ": book/debian-image --help\n";
    assertEquals(new Run(2, line), image(temp, arguments));
  }

  @Test
  void aMistakeIsToldInOneLine() throws Exception {
    assertWrong("a package is needed");
    assertWrong("\"--all\" is no package's name", "--all", "dash");
    assertWrong("\"dash-\" is no package's name", "dash-"); // apt would leave it out
    Run help = image(temp, "--help");
    assertEquals(0, help.code());
    assertTrue(help.output().startsWith("Usage: book/debian-image PACKAGE...\n"), help.output());
  }

  @Test
  @RequiresRoot
  void whatCannotBeMadeLeavesNothing() throws Exception {
    String line =
        "debian-image: fetch dash no-such-package: Unable to locate package no-such-package: "
            + "apt-get update, or look with apt-cache search\n";
    assertEquals(new Run(1, line), image(temp, "dash", "no-such-package"));
    try (Stream<Path> files = Files.list(temp.resolve("mydocker/debian"))) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  @RequiresRoot
  void anArchiveHasWhatThePackagesHaveAndUsers() throws Exception {
    String passwd = tar("-xO ./etc/passwd");
    assertTrue(passwd.startsWith("root:*:0:0:"), passwd);
    List<String> files = tar("--numeric-owner -tv").lines().toList();
    assertHas(files, "l.* 0/0 .* \\./sbin -> usr/sbin");
    assertHas(files, "-.* 0/42 .* \\./usr/sbin/unix_chkpwd"); // the package has it in ./sbin
    assertTrue(files.stream().noneMatch(file -> file.contains(" ./sbin/")), files.toString());
    assertHas(files, "drwxrwxrwt 0/0 .* \\./tmp/");
  }

  /** What tar(1) says of an archive that is made now, or was made before. */
  private static String tar(String options) throws Exception {
    String command = "set -o pipefail; '%s' libpam-modules-bin | tar %s".formatted(SCRIPT, options);
    Run run = run(new ProcessBuilder("bash", "-c", command));
    assertEquals(0, run.code(), run.output());
    return run.output();
  }

  private static void assertHas(List<String> files, String regex) {
    assertTrue(files.stream().anyMatch(file -> file.matches(regex)), regex + ": " + files);
  }
}
