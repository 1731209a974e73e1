package mydocker.linux;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A program of the host that is run to its end. It is a {@link ChildProgram} like any other, so it
 * can join a namespace before it begins, and no thread of ours has to go there.
 *
 * @param code its exit code, or 128 + n if signal n ended it
 * @param out what it wrote to stdout
 * @param err what it wrote to stderr
 */
public record Subprocess(int code, String out, String err) {
  private static final int MFD_CLOEXEC = 1;

  /** Programs for root; not every root has these folders in PATH. */
  private static final String MORE_FOLDERS = ":/usr/local/sbin:/usr/sbin:/sbin";

  /**
   * Runs a program, which is looked for in PATH and where the programs for root are.
   *
   * @param input what it reads from stdin
   * @param argv its name and its arguments
   * @throws NoSuchFileException if there is none of this name
   */
  public static Subprocess run(String input, List<String> argv) throws IOException {
    return run(new ChildProgram(), input, argv);
  }

  /** Runs a program of the host's in other namespaces. */
  public static Subprocess runIn(NamespaceFiles namespaces, String input, List<String> argv)
      throws IOException {
    return run(namespaces.joinEach(new ChildProgram()), input, argv);
  }

  /** Its three streams are files in memory: those are never full, so that nobody has to wait. */
  private static Subprocess run(ChildProgram program, String input, List<String> argv)
      throws IOException {
    try (OpenFile stdin = inMemory();
        OpenFile stdout = inMemory();
        OpenFile stderr = inMemory()) {
      Files.writeString(path(stdin), input);
      program.dup2(stdin.fd(), 0).dup2(stdout.fd(), 1).dup2(stderr.fd(), 2);
      int code = start(program, argv).waitFor();
      return new Subprocess(
          code, Files.readString(path(stdout), UTF_8), Files.readString(path(stderr), UTF_8));
    }
  }

  private static Child start(ChildProgram program, List<String> argv) throws IOException {
    List<String> environment =
        System.getenv().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
    return program.execve(find(argv.get(0)), argv, environment).start(Set.of());
  }

  private static String find(String name) throws NoSuchFileException {
    String folders = System.getenv().getOrDefault("PATH", "/usr/bin:/bin") + MORE_FOLDERS;
    return Stream.of(folders.split(":"))
        .map(folder -> Path.of(folder, name))
        .filter(file -> Files.isExecutable(file) && Files.isRegularFile(file))
        .findFirst()
        .map(Path::toString)
        .orElseThrow(() -> new NoSuchFileException(name));
  }

  private static OpenFile inMemory() throws ErrnoException {
    int fd = LibC.get().memfd_create("stream", MFD_CLOEXEC);
    return OpenFile.of(LibC.check(fd, "make a file in memory"));
  }

  /** Opens it anew, at its beginning. */
  private static Path path(OpenFile file) {
    return Path.of("/proc/self/fd", Integer.toString(file.fd()));
  }
}
