package mydocker.process;

import static mydocker.linux.MountFlags.MS_BIND;
import static mydocker.linux.MountFlags.MS_NODEV;
import static mydocker.linux.MountFlags.MS_NOEXEC;
import static mydocker.linux.MountFlags.MS_NOSUID;
import static mydocker.linux.MountFlags.MS_RDONLY;
import static mydocker.linux.MountFlags.MS_REC;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import mydocker.linux.ChildProgram;

/**
 * What a container must not write to in /proc: no namespace makes these files its own, they are the
 * machine's. The list is docker's.
 */
final class ProtectedPaths {
  /** What it must not even see, in /sys, too: docker's list as well. */
  private static final List<String> MASKED =
      List.of(
          "/proc/acpi",
          "/proc/asound",
          "/proc/interrupts",
          "/proc/kcore",
          "/proc/keys",
          "/proc/latency_stats",
          "/proc/sched_debug",
          "/proc/scsi",
          "/proc/timer_list",
          "/proc/timer_stats",
          "/sys/devices/virtual/powercap",
          "/sys/firmware");

  private static final List<String> READ_ONLY = List.of("bus", "fs", "irq", "sys", "sysrq-trigger");

  private final ChildProgram program;

  ProtectedPaths(ChildProgram program) {
    this.program = program;
  }

  /** Adds the steps for those that this kernel has: it shows them on the host as in a container. */
  void protect() {
    for (String path : MASKED) {
      if (Files.isDirectory(Path.of(path))) {
        program.mount("tmpfs", path, "tmpfs", MS_RDONLY, "mode=755");
      } else if (Files.exists(Path.of(path))) {
        program.mount("/dev/null", path, null, MS_BIND, null);
      }
    }
    for (String name : READ_ONLY) {
      String path = "/proc/" + name;
      if (Files.exists(Path.of(path))) {
        program.mount(path, path, null, MS_BIND | MS_REC, null);
        long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY;
        program.remount(path, flags);
      }
    }
  }
}
