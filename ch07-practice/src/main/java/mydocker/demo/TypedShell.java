package mydocker.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import mydocker.linux.Child;
import mydocker.linux.ChildProgram;
import mydocker.linux.LibC;
import mydocker.linux.Namespace;
import mydocker.linux.Pipe;

/** A shell inside that a demo types commands into; in between the demo can look at it. */
final class TypedShell implements AutoCloseable {
  private static final int END_OF_ANSWER = 0;

  private final Pipe keyboard = new Pipe(LibC.get());
  private final Pipe screen = new Pipe(LibC.get());
  private final PrintStream out;
  private final Child shell;

  /**
   * Starts it where a program leads, and prints to {@code out} what is typed and answered.
   *
   * @throws IOException if a call of the program failed
   */
  TypedShell(ChildProgram program, Set<Namespace> namespaces, PrintStream out) throws IOException {
    this.out = out;
    try {
      program.dup2(keyboard.readEnd(), 0).dup2(screen.writeEnd(), 1).dup2(screen.writeEnd(), 2);
      shell = Shell.command(program, "exec sh").start(namespaces);
    } catch (IOException | RuntimeException e) {
      keyboard.close();
      screen.close();
      throw e;
    }
    keyboard.closeReadEnd();
    screen.closeWriteEnd();
  }

  /** The shell's process ID. */
  int pid() {
    return shell.pid();
  }

  /** Prints what is to be seen, then each command with what it answers. */
  void show(String sentence, String... commands) throws IOException {
    out.println(sentence);
    for (String command : commands) {
      out.println("  # " + command);
      String answer = type(command);
      if (!answer.isEmpty()) {
        out.println(answer.indent(4).stripTrailing());
      }
    }
  }

  private String type(String command) throws IOException {
    keyboard.write((command + "\nprintf '\\0'\n").getBytes(StandardCharsets.UTF_8));
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    byte[] next = new byte[1];
    while (screen.read(next) == 1 && next[0] != END_OF_ANSWER) {
      answer.write(next[0]);
    }
    return answer.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  @Override
  public void close() throws IOException {
    keyboard.close();
    screen.close();
    shell.destroy();
  }
}
