package mydocker.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import mydocker.linux.Child;
import mydocker.linux.ChildProgram;
import mydocker.linux.LibC;
import mydocker.linux.Namespace;
import mydocker.linux.Pipe;
import mydocker.linux.Terminal;

/** The end of every demo's child program: /bin/sh. */
final class Shell {
  private static final String PATH = "/bin/sh";

  private Shell() {}

  /** Runs a command and returns what it wrote to stdout and stderr. */
  static String output(ChildProgram program, Set<Namespace> namespaces, String command)
      throws IOException {
    try (Pipe pipe = new Pipe(LibC.get())) {
      program.dup2(pipe.writeEnd(), 1).dup2(pipe.writeEnd(), 2);
      Child shell = command(program, command).start(namespaces);
      String output = pipe.readAll();
      shell.waitFor();
      return output.stripTrailing();
    }
  }

  /** Adds the last step: a command. */
  static ChildProgram command(ChildProgram program, String command) {
    return program.dieWithParent().execve(PATH, List.of("sh", "-c", command), environment("# "));
  }

  /** Lets the reader type commands; returns the shell's exit code. */
  static int interactive(ChildProgram program, Set<Namespace> namespaces, String prompt)
      throws IOException {
    try (Terminal terminal = new Terminal()) {
      return program
          .setpgid()
          .parent("give it the terminal", terminal::lendTo)
          .dieWithParent()
          .execve(PATH, List.of("sh"), environment(prompt))
          .start(namespaces)
          .waitForAwake();
    }
  }

  private static List<String> environment(String prompt) {
    String path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    List<String> environment = new ArrayList<>(List.of(path, "HOME=/", "PS1=" + prompt));
    if (System.getenv("TERM") != null) {
      environment.add("TERM=" + System.getenv("TERM"));
    }
    return environment;
  }
}
