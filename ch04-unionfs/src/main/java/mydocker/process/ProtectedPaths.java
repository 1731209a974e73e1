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
  private static final List<String> READ_ONLY =
      List.of("acpi", "asound", "bus", "fs", "irq", "scsi", "sys", "sysrq-trigger");

  private final ChildProgram program;

  ProtectedPaths(ChildProgram program) {
    this.program = program;
  }

  /** Adds the steps for those that this kernel has: it shows them on the host as in a container. */
  void protect() {
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
