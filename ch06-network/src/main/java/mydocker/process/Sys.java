package mydocker.process;

import static mydocker.linux.MountFlags.MS_NODEV;
import static mydocker.linux.MountFlags.MS_NOEXEC;
import static mydocker.linux.MountFlags.MS_NOSUID;
import static mydocker.linux.MountFlags.MS_RDONLY;

import mydocker.cgroup.Hierarchies;
import mydocker.cgroup.Hierarchy;
import mydocker.linux.ChildProgram;

/**
 * A container's /sys, to be read only. The cgroups in it begin with the container's own: it is in a
 * cgroup namespace, cgroup_namespaces(7).
 */
final class Sys {
  private static final long HARMLESS = MS_NOSUID | MS_NODEV | MS_NOEXEC;
  private static final String CGROUPS = "/sys/fs/cgroup";

  private final ChildProgram program;

  Sys(ChildProgram program) {
    this.program = program;
  }

  void mount(Hierarchies hierarchies) {
    program.mount("sysfs", "/sys", "sysfs", HARMLESS | MS_RDONLY, null);
    if (hierarchies.mode() == Hierarchies.Mode.V2) {
      program.mount("cgroup", CGROUPS, "cgroup2", HARMLESS | MS_RDONLY, null);
      return;
    }
    program.mount("tmpfs", CGROUPS, "tmpfs", HARMLESS, "mode=755");
    for (Hierarchy hierarchy : hierarchies.all()) {
      String controllers = String.join(",", hierarchy.controllers());
      if (hierarchy.version() == 2) {
        mount("cgroup2", CGROUPS + "/unified", null);
      } else if (!controllers.isEmpty()) {
        mount("cgroup", CGROUPS + "/" + controllers, controllers);
      }
    }
    program.remount(CGROUPS, HARMLESS | MS_RDONLY);
  }

  private void mount(String type, String place, String options) {
    program.mkdir(place, 0755).mount("cgroup", place, type, HARMLESS | MS_RDONLY, options);
  }
}
