package mydocker.process;

import static mydocker.linux.MountFlags.MS_BIND;
import static mydocker.linux.MountFlags.MS_NODEV;
import static mydocker.linux.MountFlags.MS_NOEXEC;
import static mydocker.linux.MountFlags.MS_NOSUID;
import static mydocker.linux.MountFlags.MS_STRICTATIME;

import java.util.List;
import mydocker.linux.ChildProgram;
import mydocker.linux.DeviceNumber;

/**
 * A container's /dev, as docker makes it: the devices that harm nobody, terminals of its own,
 * shared memory and message queues.
 */
final class Devices {
  /** A device and its number: admin-guide/devices.txt of the kernel. */
  private record Device(String name, DeviceNumber number) {
    Device(String name, int major, int minor) {
      this(name, new DeviceNumber(major, minor));
    }
  }

  private static final List<Device> DEVICES =
      List.of(
          new Device("null", 1, 3),
          new Device("zero", 1, 5),
          new Device("full", 1, 7),
          new Device("random", 1, 8),
          new Device("urandom", 1, 9),
          new Device("tty", 5, 0));

  private static final long HARMLESS = MS_NOSUID | MS_NODEV | MS_NOEXEC;

  private final ChildProgram program;
  private final String workshop;

  /**
   * A container's devices.
   *
   * @param workshop a folder in which devices can be opened, and which the container will not see
   */
  Devices(ChildProgram program, String workshop) {
    this.program = program;
    this.workshop = workshop;
  }

  /** Adds the steps; the umask must be 0. */
  void mount() {
    long flags = MS_NOSUID | MS_NODEV | MS_STRICTATIME;
    program.mount("tmpfs", "/dev", "tmpfs", flags, "mode=755,size=65536k");
    for (Device device : DEVICES) {
      // A node that is made in /dev itself cannot be opened; one that is shown there can.
      String made = workshop + "/" + device.name();
      String shown = "/dev/" + device.name();
      program.mknod(made, 0666, device.number());
      program.mkfile(shown, 0666).mount(made, shown, null, MS_BIND, null);
    }
    mount("devpts", "pts", MS_NOSUID | MS_NOEXEC, "newinstance,ptmxmode=0666,mode=0620,gid=5");
    mount("tmpfs", "shm", HARMLESS, "mode=1777,size=65536k");
    mount("mqueue", "mqueue", HARMLESS, null);
    program
        .symlink("pts/ptmx", "/dev/ptmx")
        .symlink("/proc/self/fd", "/dev/fd")
        .symlink("/proc/self/fd/0", "/dev/stdin")
        .symlink("/proc/self/fd/1", "/dev/stdout")
        .symlink("/proc/self/fd/2", "/dev/stderr")
        .symlink("/proc/kcore", "/dev/core");
  }

  private void mount(String type, String name, long flags, String options) {
    program.mkdir("/dev/" + name, 0755).mount(type, "/dev/" + name, type, flags, options);
  }
}
