package mydocker.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program as a user runs it, in a JVM of its own, or, where that makes no difference, in ours.
 *
 * @param code its exit code
 * @param out what it wrote to stdout
 * @param err what it wrote to stderr
 */
public record Mydocker(int code, String out, String err) {

  /** Runs it with these arguments and without a terminal. */
  public static Mydocker run(String... arguments) throws IOException, InterruptedException {
    Mydocker run = InThisJvm.run(List.of(arguments));
    return run == null ? run(command(arguments)) : run;
  }

  /** Runs a whole command line. */
  public static Mydocker run(List<String> command) throws IOException, InterruptedException {
    Path errors = Files.createTempFile("mydocker", ".err");
    try {
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      process.getOutputStream().close();
      try (InputStream stdout = process.getInputStream()) {
        String out = new String(stdout.readAllBytes(), StandardCharsets.UTF_8);
        return new Mydocker(process.waitFor(), out, Files.readString(errors));
      }
    } finally {
      Files.delete(errors);
    }
  }

  /** The command line that runs it. */
  public static List<String> command(String... arguments) {
    return command(ClassArchive.options(), arguments);
  }

  /** The command line that runs it from another class path, without an archive of classes. */
  public static List<String> commandFrom(String classPath, String... arguments) {
    return command(List.of("-cp", classPath), arguments);
  }

  private static List<String> command(List<String> classes, String... arguments) {
    List<String> command = new ArrayList<>(jvm());
    command.add("-XX:+UseSerialGC");
    command.addAll(classes);
    command.add("mydocker.Main");
    command.addAll(List.of(arguments));
    return command;
  }

  /** A JVM with a short life. */
  static List<String> jvm() {
    return List.of(
        java(),
        "-XX:+IgnoreUnrecognizedVMOptions", // 17 does not know the second next
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-XX:TieredStopAtLevel=1",
        "-Xms8m", // few pages, again and again, and large ones: as the launcher
        "-Xmn4m",
        "-XX:+UseTransparentHugePages",
        "-Xlog:disable", // a kernel may have none
        "-Djnr.ffi.asm.enabled=false");
  }

  /** The Java that runs the tests. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
