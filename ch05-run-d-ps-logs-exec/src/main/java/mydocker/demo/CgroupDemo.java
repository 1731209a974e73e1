package mydocker.demo;

import static mydocker.linux.Namespace.CGROUP;

import java.util.List;

/** A child for which its own cgroup is the root: cgroup_namespaces(7). */
final class CgroupDemo extends NamespaceDemo {
  CgroupDemo() {
    super(
        "cgroup",
        "the seventh: one's own cgroup is the root",
        """
        clone(2) with CLONE_NEWCGROUP makes the cgroups that the child is in the roots of what it
        sees. It is limited as before (chapter 3), but no longer told where it stands in the tree.
        Compare: the paths in /proc/self/cgroup.""",
        """
        cat /proc/self/cgroup      every path is /
        cat /proc/1/cgroup         a process outside: its path begins with /..
        cat /proc/$$/cgroup        the same number in another terminal: the real path""",
        CGROUP);
  }

  @Override
  List<String> commands() {
    return List.of("cat /proc/self/cgroup", "readlink /proc/self/ns/cgroup");
  }
}
