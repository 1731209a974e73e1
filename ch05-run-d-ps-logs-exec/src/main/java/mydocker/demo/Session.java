package mydocker.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import mydocker.linux.ChildProgram;
import mydocker.linux.Namespace;

/** Commands that are typed into one shell inside, with a sentence here and there. */
final class Session {
  private static final String PROMPT = "# ";

  private Session() {}

  /**
   * Gives a shell the lines that begin with the prompt, and prints all lines, with its answers.
   *
   * @throws IOException if a call of the program failed
   */
  static void print(PrintStream out, String lines, ChildProgram program, Set<Namespace> namespaces)
      throws IOException {
    String script =
        lines
            .lines()
            .filter(line -> line.startsWith(PROMPT))
            .map(line -> line.substring(PROMPT.length()))
            .collect(Collectors.joining("; printf '\\0'; "));
    String[] output = Shell.output(program, namespaces, script).split("\0", -1);
    Iterator<String> answers = List.of(output).iterator();
    for (String line : lines.lines().toList()) {
      if (line.startsWith(PROMPT)) {
        out.println("  " + line);
        out.print(answers.next().stripTrailing().indent(4));
      } else {
        out.println(line);
      }
    }
  }
}
