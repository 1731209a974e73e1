package mydocker.process;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import mydocker.linux.Capability;
import mydocker.linux.ChildProgram;

/** The steps by which a process gives up what it may do on the host. */
public final class Privileges {
  /** What docker leaves to root in a container: enough to install software, and to serve. */
  private static final Set<Capability> CAPABILITIES =
      EnumSet.of(
          Capability.AUDIT_WRITE,
          Capability.CHOWN,
          Capability.DAC_OVERRIDE,
          Capability.FOWNER,
          Capability.FSETID,
          Capability.KILL,
          Capability.MKNOD,
          Capability.NET_BIND_SERVICE,
          Capability.NET_RAW,
          Capability.SETFCAP,
          Capability.SETGID,
          Capability.SETPCAP,
          Capability.SETUID,
          Capability.SYS_CHROOT);

  private Privileges() {}

  /** Adds the steps, after which the process is a container's user. */
  public static void drop(ChildProgram program, User user) throws IOException {
    program.hideMemory();
    program.limitCapabilities(CAPABILITIES).capset(CAPABILITIES);
    program.dropGroups().setgid(user.gid()).setuid(user.uid());
  }
}
