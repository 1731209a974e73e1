package mydocker.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static mydocker.linux.Namespace.IPC;
import static mydocker.linux.Namespace.MNT;
import static mydocker.linux.Namespace.PID;
import static mydocker.linux.Namespace.UTS;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mydocker.linux.ChildProgram;

/** A child whose mounts we do not see: mount_namespaces(7). */
final class MountDemo extends NamespaceDemo {
  MountDemo() {
    super(
        "mount",
        "mounts that nobody else sees",
        """
        clone(2) with CLONE_NEWNS gives the child a copy of the mount table. A copy is not enough:
        systemd marks mounts as shared, and a shared mount passes on to its copies, and back, what
        is mounted below it. So the first call inside is mount(2) with MS_REC | MS_PRIVATE. Only
        then come a /proc of the new PID namespace, and a tmpfs on /mnt.
        Compare: the processes that /proc shows, what /mnt is, and our mount table throughout.""",
        """
        ps -ef                      only what runs in here
        echo hi > /mnt/a; ls /mnt   and then "ls /mnt" in another terminal: nothing
        exit                        and "ps" outside works at once: no /proc to be repaired""",
        UTS,
        IPC,
        PID,
        MNT);
  }

  @Override
  ChildProgram inside(ChildProgram program) {
    return mountProc(program).mount("tmpfs", "/mnt", "tmpfs", 0, "size=1m");
  }

  @Override
  List<String> commands() {
    return List.of(
        "set -- /proc/[0-9]*; echo $#", "stat -f -c %T /proc /mnt", "readlink /proc/self/ns/mnt");
  }

  @Override
  void show(PrintStream out) throws IOException {
    List<String> before = mountTable();
    ChildProgram program =
        program().parent("read our mount table", pid -> print(out, "during", before, mountTable()));
    Comparison.print(out, commands(), program, namespaces());
    print(out, "after", before, mountTable());
  }

  private static void print(PrintStream out, String when, List<String> before, List<String> now) {
    String changed = before.equals(now) ? "the same" : "CHANGED";
    out.printf("our mount table %s: %d mounts, %s as before%n", when, now.size(), changed);
  }

  private static List<String> mountTable() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/mountinfo"), ISO_8859_1);
  }
}
