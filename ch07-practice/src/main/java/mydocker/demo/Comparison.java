package mydocker.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import mydocker.linux.ChildProgram;
import mydocker.linux.Namespace;

/** The same commands, outside and inside, and what each side printed. */
record Comparison(List<String> commands, List<String> outside, List<String> inside) {
  private static final String SEPARATOR = "\0";

  /** Runs each command twice: in this process's namespaces, and where a program leads. */
  static Comparison run(List<String> commands, ChildProgram program, Set<Namespace> namespaces)
      throws IOException {
    // One shell for all commands of a side, so that a side is one set of namespaces.
    String script = String.join("; printf '\\0'; ", commands);
    String outside = Shell.output(new ChildProgram().chdir("/"), Set.of(), script);
    String inside = Shell.output(program, namespaces, script);
    return new Comparison(
        commands, List.of(outside.split(SEPARATOR, -1)), List.of(inside.split(SEPARATOR, -1)));
  }

  void print(PrintStream out) {
    for (int i = 0; i < commands.size(); i++) {
      out.println("# " + commands.get(i));
      side(out, "outside", outside.get(i));
      side(out, "inside ", inside.get(i));
    }
  }

  /** Prints what one side says, several lines one below the other. */
  static void side(PrintStream out, String side, String text) {
    out.println("  " + side + "  " + text.strip().replace("\n", "\n           "));
  }
}
