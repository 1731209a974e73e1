package mydocker.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Who root of a new user namespace is outside: one user, and one group. See user_namespaces(7),
 * "User and group ID mappings".
 *
 * @param uid the user ID outside that is 0 inside
 * @param gid the group ID outside that is 0 inside
 */
public record UserMap(int uid, int gid) {
  static final String RESTRICTED =
      "user namespaces are restricted here: see sysctl kernel.unprivileged_userns_clone,"
          + " kernel.apparmor_restrict_unprivileged_userns and user.max_user_namespaces";

  /** The caller, the only one whom an unprivileged process may map. */
  public static UserMap ofCaller() {
    LibC libc = LibC.get();
    return new UserMap(libc.geteuid(), libc.getegid());
  }

  /**
   * Whether a child may drop its supplementary groups. Without privilege it may not, and has to say
   * so before gid_map is written: a group can also take rights away from its members.
   */
  static boolean maySetGroups() {
    return LibC.get().geteuid() == 0;
  }

  /**
   * Gives a process, which is alone in its new user namespace, its IDs.
   *
   * @throws IOException if the kernel refuses: a map can be written once, and by a privileged
   *     process or for the caller's own IDs only
   */
  void write(int pid) throws IOException {
    Path proc = Path.of("/proc", Integer.toString(pid));
    write(proc.resolve("uid_map"), "0 " + uid + " 1");
    if (!maySetGroups()) {
      write(proc.resolve("setgroups"), "deny");
    }
    write(proc.resolve("gid_map"), "0 " + gid + " 1");
  }

  private static void write(Path file, String text) throws IOException {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new IOException(
          "write \"%s\" to %s: %s: %s".formatted(text, file, e.getMessage(), RESTRICTED), e);
    }
  }
}
