package mydocker.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import mydocker.linux.ChildProgram;
import mydocker.linux.Namespace;

/** The same commands, outside and inside, and what each side printed. */
final class Comparison {
  private Comparison() {}

  /** Runs each command twice: in this process's namespaces, and where a program leads. */
  static void print(
      PrintStream out, List<String> commands, ChildProgram program, Set<Namespace> namespaces)
      throws IOException {
    // One shell for all commands of a side, so that a side is one set of namespaces.
    String script = String.join("; printf '\\0'; ", commands);
    String[] outside =
        Shell.output(new ChildProgram().chdir("/"), Set.of(), script).split("\0", -1);
    String[] inside = Shell.output(program, namespaces, script).split("\0", -1);
    for (int i = 0; i < commands.size(); i++) {
      out.println("# " + commands.get(i));
      side(out, "outside", outside[i]);
      side(out, "inside ", inside[i]);
    }
  }

  /** Prints what one side says, several lines one below the other. */
  static void side(PrintStream out, String side, String text) {
    out.println("  " + side + "  " + text.strip().replace("\n", "\n           "));
  }
}
