package mydocker.testing;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import mydocker.linux.Child;
import mydocker.linux.ChildProgram;
import mydocker.linux.LibC;
import mydocker.linux.MountFlags;
import mydocker.linux.Namespace;
import mydocker.linux.Pipe;
import mydocker.linux.UserMap;

/** Child programs for tests: anybody may start them, being root of a user namespace. */
public final class Inside {
  private Inside() {}

  /** Root of a user namespace, with its own mounts. */
  public static ChildProgram root() {
    return new ChildProgram()
        .becomeRoot(UserMap.ofCaller())
        .mount("none", "/", null, MountFlags.MS_REC | MountFlags.MS_PRIVATE, null);
  }

  /** The namespaces for {@link #root}, and more. */
  public static Set<Namespace> namespaces(Namespace... more) {
    EnumSet<Namespace> all = EnumSet.of(Namespace.USER, Namespace.MNT);
    all.addAll(List.of(more));
    return all;
  }

  /** Ends a program with a shell command, starts it, and returns what the command printed. */
  public static String output(ChildProgram program, Set<Namespace> namespaces, String command)
      throws IOException {
    try (Pipe pipe = new Pipe(LibC.get())) {
      Child child =
          shell(program.dup2(pipe.writeEnd(), 1).dup2(pipe.writeEnd(), 2), command)
              .start(namespaces);
      String output = pipe.readAll();
      child.waitFor();
      return output.stripTrailing();
    }
  }

  /** The same, and prints the program, the command, and what that printed. */
  public static String show(ChildProgram program, Set<Namespace> namespaces, String command)
      throws IOException {
    String output = output(program, namespaces, command);
    System.out.printf("%s%n# %s%n%s%n", program.explain(namespaces), command, output);
    return output;
  }

  /** Ends a program with a shell command. */
  public static ChildProgram shell(ChildProgram program, String command) {
    return program.execve(
        "/bin/sh", List.of("sh", "-c", command), List.of("PATH=/usr/bin:/bin:/usr/sbin:/sbin"));
  }
}
