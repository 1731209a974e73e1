package mydocker.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import mydocker.linux.ChildProgram;
import mydocker.linux.MountFlags;
import mydocker.linux.Namespace;

/** Why a container's root is not changed by chroot(2): one gets out of it. */
final class PivotRootDemo extends NamespaceDemo {
  private static final String PLACE = "/mnt";
  private static final int MODE = 0755;

  /** What a shell needs of the host, to be shown in the new root, too. */
  private static final List<String> FOLDERS = List.of("bin", "lib", "lib64", "usr");

  /** The shell lists the root itself, so that no ls has to be there. */
  private static final String LOOK = "echo /*";

  PivotRootDemo() {
    super(
        "pivot_root",
        "out of a chroot, and not out of this",
        """
        chroot(2) tells one process where its paths begin; whatever lies above is still there. Root
        gets out: chroot into a folder below, and the working directory is outside of the new root;
        nothing stops "..", for it stops at the root only, and that is not on the way up.
        pivot_root(2) changes the root mount itself, and umount2(2) takes the old one away: there is
        nothing above any more. The new root is a tmpfs with four of the host's folders in it.
        Compare: what is in / after the same attempt.""",
        """
        echo /*                    this shell has tried to get out already: it is still here
        cd ../../..; pwd           /: nothing is above
        ls -di / /..               the same folder, by its inode number""",
        Namespace.MNT);
  }

  /** A root file system on {@link #PLACE}: enough for a shell. */
  private static ChildProgram newRoot(ChildProgram program) {
    program
        .mount("none", "/", null, MountFlags.MS_REC | MountFlags.MS_PRIVATE, null)
        .mount("tmpfs", PLACE, "tmpfs", 0, "size=1m,mode=755");
    for (String folder : FOLDERS) {
      if (Files.isDirectory(Path.of("/", folder))) {
        program.mkdir(PLACE + "/" + folder, MODE);
        long flags = MountFlags.MS_BIND | MountFlags.MS_REC;
        program.mount("/" + folder, PLACE + "/" + folder, null, flags, null);
      }
    }
    return program;
  }

  private static ChildProgram chroot(ChildProgram program) {
    return program.chroot(PLACE).chdir("/");
  }

  private static ChildProgram pivotRoot(ChildProgram program) {
    return program
        .chdir(PLACE)
        .pivotRoot(".", ".") // the old root is on top of the new one then, until umount2
        .umount2(".", MountFlags.MNT_DETACH)
        .chdir("/");
  }

  private static ChildProgram escape(ChildProgram program) {
    return program.mkdir("x", MODE).chroot("x").chdir("../../../../../..").chroot(".");
  }

  @Override
  ChildProgram inside(ChildProgram program) {
    return escape(pivotRoot(newRoot(program)));
  }

  @Override
  List<String> commands() {
    return List.of(LOOK);
  }

  @Override
  void show(PrintStream out) throws IOException {
    out.println("The host's root, and a new one of four of its folders on " + PLACE + ":");
    look(out, start(), LOOK);
    look(out, newRoot(start()).chdir(PLACE), "echo *");
    show(out, "1. chroot: the folder is the root.", PivotRootDemo::chroot);
    show(out, "2. chroot, and the escape: the host's root is back.", p -> escape(chroot(p)));
    show(
        out,
        "3. pivot_root, and the same attempt: it ends where it began.",
        p -> escape(pivotRoot(p)));
  }

  /** Prints the calls that change the root, and makes them. */
  private void show(PrintStream out, String sentence, UnaryOperator<ChildProgram> change)
      throws IOException {
    out.println(sentence);
    change.apply(new ChildProgram()).explain(Set.of()).lines().skip(1).forEach(out::println);
    look(out, change.apply(newRoot(start())), LOOK);
  }

  private void look(PrintStream out, ChildProgram program, String command) throws IOException {
    out.println("  # " + command);
    out.println("    " + Shell.output(program, namespaces(), command));
  }
}
