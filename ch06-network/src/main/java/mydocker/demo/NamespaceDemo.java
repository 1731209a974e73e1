package mydocker.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import mydocker.linux.ChildProgram;
import mydocker.linux.LibC;
import mydocker.linux.MountFlags;
import mydocker.linux.Namespace;
import mydocker.linux.UserMap;

/**
 * A demo whose child gets new namespaces by clone(2). Everybody may watch it: who is not root gets
 * a user namespace along with the others, for in that he is.
 */
abstract class NamespaceDemo extends Demo {
  private final EnumSet<Namespace> namespaces = EnumSet.noneOf(Namespace.class);

  NamespaceDemo(String name, String title, String story, String tryThis, Namespace... namespaces) {
    super(name, title, story, tryThis);
    this.namespaces.addAll(List.of(namespaces));
  }

  /** Adds the demo's own steps of the child, if it has some, up to its shell. */
  ChildProgram inside(ChildProgram program) {
    return program;
  }

  /** The commands that tell inside from outside. */
  abstract List<String> commands();

  @Override
  final String explain() throws IOException {
    return Shell.command(program(), "...").explain(namespaces());
  }

  @Override
  void show(PrintStream out) throws IOException {
    Comparison.print(out, commands(), program(), namespaces());
  }

  @Override
  final int shell() throws IOException {
    return Shell.interactive(program(), namespaces(), "(" + name + ") # ");
  }

  /** What clone(2) is asked for. */
  final Set<Namespace> namespaces() {
    EnumSet<Namespace> all = EnumSet.copyOf(namespaces);
    if (!isRoot()) {
      all.add(Namespace.USER);
    }
    return all;
  }

  /** A new child program with the steps that the namespaces call for, and the demo's own. */
  final ChildProgram program() throws IOException {
    return inside(start());
  }

  /** A new child program with the steps that the namespaces call for. */
  final ChildProgram start() throws IOException {
    ChildProgram program = new ChildProgram().chdir("/");
    if (namespaces().contains(Namespace.USER)) {
      program.becomeRoot(userMap());
    }
    return program;
  }

  /** Who root inside is outside. */
  UserMap userMap() throws IOException {
    return UserMap.ofCaller();
  }

  /** Mounts a /proc that shows the new PID namespace, where nobody else sees it. */
  static ChildProgram mountProc(ChildProgram program) {
    return program
        .mount("none", "/", null, MountFlags.MS_REC | MountFlags.MS_PRIVATE, null)
        .mount(
            "proc",
            "/proc",
            "proc",
            MountFlags.MS_NOSUID | MountFlags.MS_NODEV | MountFlags.MS_NOEXEC,
            null);
  }

  static boolean isRoot() {
    return LibC.get().geteuid() == 0;
  }
}
