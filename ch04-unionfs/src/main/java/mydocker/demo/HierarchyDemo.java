package mydocker.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static mydocker.linux.MountFlags.MS_PRIVATE;
import static mydocker.linux.MountFlags.MS_REC;
import static mydocker.linux.Namespace.MNT;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import mydocker.linux.Child;
import mydocker.linux.ChildProgram;
import mydocker.linux.OwnThread;
import mydocker.linux.Pause;
import mydocker.linux.ThreadNamespaces;

/** A tree of cgroups of version 1 without any controller, which only groups. */
final class HierarchyDemo extends Demo {
  private static final Map<String, String> FILES = new LinkedHashMap<>();
  private static final int PATIENCE = 100;

  static {
    FILES.put("cgroup.procs", "the processes in this cgroup; to write a number moves that one in");
    FILES.put("tasks", "the same for single threads");
    FILES.put("notify_on_release", "1: run the release agent when the last process has left");
    FILES.put("release_agent", "the program that is run then (only in the root)");
    FILES.put("cgroup.clone_children", "1: a new cpuset takes over its parent's settings");
    FILES.put("cgroup.sane_behavior", "0: this is version 1 (only in the root)");
  }

  HierarchyDemo() {
    super(
        "hierarchy",
        "a tree of cgroups, made by mount and mkdir",
        """
        mount(2) of type cgroup with the options "none,name=..." makes a new tree without a
        controller: it limits nothing, it only groups. All processes are in its root at first.
        mkdir(2) makes a cgroup, writing a number to its cgroup.procs moves a process, rmdir(2)
        removes it. All of it happens on a thread with a mount namespace of its own.
        Compare: the line of /proc/PID/cgroup before and after the move.""",
        """
        mkdir a a/b; ls a          cgroups below cgroups
        sleep 1000 & echo $! > a/cgroup.procs; cat /proc/$!/cgroup
        kill %1; rmdir a/b a       rm -r does not work: the files are the kernel's""");
  }

  /** The name tells this tree from all others, in the lines of /proc/PID/cgroup too. */
  private final String tree = "mydocker-" + ProcessHandle.current().pid();

  @Override
  String explain() {
    return """
        unshare(CLONE_FS); unshare(CLONE_NEWNS);
        mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL);
        mount("cgroup-test", folder, "cgroup", 0, "none,name=%s");
        mkdir("cgroup-1", 0777); mkdir("cgroup-2", 0777);
        write(cgroup-1/cgroup.procs, pid);
        rmdir("cgroup-1"); rmdir("cgroup-2");"""
        .formatted(tree);
  }

  @Override
  void show(PrintStream out) throws IOException {
    Path folder = Files.createTempDirectory("cgroup-test");
    Path released = Files.createTempFile("cgroup-test", ".released");
    Path agent = Files.createTempFile("cgroup-test", ".agent");
    try {
      OwnThread.call(
          () -> {
            mount(folder);
            try {
              show(out, folder, agent, released);
            } finally {
              unmount(folder);
            }
            return null;
          });
    } finally {
      Files.delete(agent);
      Files.delete(released);
      Files.delete(folder);
    }
  }

  /** Mounts the tree where only this thread sees it. */
  private void mount(Path folder) throws IOException {
    ThreadNamespaces.unshareFs();
    ThreadNamespaces.unshare(MNT);
    ThreadNamespaces.mount("none", "/", null, MS_REC | MS_PRIVATE, null);
    mountTree(folder);
  }

  private void mountTree(Path folder) throws IOException {
    ThreadNamespaces.mount("cgroup-test", folder.toString(), "cgroup", 0, "none,name=" + tree);
  }

  /**
   * Unmounts the tree, and with that ends it. A tree outlives its last mount if it still has
   * cgroups, and the kernel takes a moment to forget one that has been removed; so the tree is
   * mounted and unmounted once more until it is gone.
   */
  private void unmount(Path folder) throws IOException {
    removeCgroups(folder);
    ThreadNamespaces.umount(folder.toString());
    for (int i = 0; i < PATIENCE && isThere(); i++) {
      mountTree(folder);
      Pause.millis(50);
      ThreadNamespaces.umount(folder.toString());
      Pause.millis(50);
    }
  }

  private boolean isThere() throws IOException {
    return Files.readString(Path.of("/proc/self/cgroup"), ISO_8859_1)
        .contains("name=" + tree + ":");
  }

  /** Removes all below the root, also what the reader has made and left. */
  private static void removeCgroups(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path cgroup :
          all.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList()) {
        if (!cgroup.equals(root)) {
          Files.delete(cgroup);
        }
      }
    }
  }

  private void show(PrintStream out, Path root, Path agent, Path released) throws IOException {
    out.println("the files of its root:");
    for (String file : names(root)) {
      out.println("  %-22s %s".formatted(file, FILES.getOrDefault(file, "")));
    }
    Path one = Files.createDirectory(root.resolve("cgroup-1"));
    Files.createDirectory(root.resolve("cgroup-2"));
    Child process = Shell.command(new ChildProgram(), "exec sleep 60").start(Set.of());
    try {
      out.println("mkdir cgroup-1 cgroup-2; a new process is where its parent is:");
      out.println("  " + lineOf(process));
      write(one.resolve("cgroup.procs"), Integer.toString(process.pid()));
      out.println("its number written to cgroup-1/cgroup.procs:");
      out.println("  " + lineOf(process));
      Files.writeString(agent, "#!/bin/sh\necho \"$1\" >> " + released + "\n");
      agent.toFile().setExecutable(true);
      write(root.resolve("release_agent"), agent.toString());
      write(one.resolve("notify_on_release"), "1");
    } finally {
      process.destroy();
    }
    out.println("it has ended, and the kernel has run the release agent with the argument:");
    out.println("  " + await(released));
    removeCgroups(root);
    out.println(
        "rmdir cgroup-1 cgroup-2: the root is empty again, and the tree goes with the mount");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  /** Where a process is in this tree: its line in /proc/PID/cgroup, without the tree's number. */
  private String lineOf(Child process) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/cgroup"), ISO_8859_1).stream()
        .filter(line -> line.contains("name=" + tree))
        .map(line -> line.substring(line.indexOf(':') + 1))
        .findFirst()
        .orElse("not in the tree");
  }

  private static void write(Path file, String value) throws IOException {
    Files.writeString(file, value, StandardOpenOption.WRITE);
  }

  /** What the agent has written; the kernel starts it a little later. */
  private static String await(Path released) throws IOException {
    for (int i = 0; i < PATIENCE && Files.size(released) == 0; i++) {
      Pause.millis(100);
    }
    return Files.readString(released, ISO_8859_1).strip();
  }

  @Override
  int shell() throws IOException {
    Path folder = Files.createTempDirectory("cgroup-test");
    try {
      return OwnThread.call(
          () -> {
            mount(folder);
            try {
              ChildProgram program = new ChildProgram().chdir(folder.toString());
              return Shell.interactive(program, Set.of(), "(hierarchy) # ");
            } finally {
              unmount(folder);
            }
          });
    } finally {
      Files.delete(folder);
    }
  }
}
