package mydocker.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

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
      "without privilege one maps oneself only, and some systems forbid user namespaces: see sysctl"
          + " kernel.unprivileged_userns_clone, kernel.apparmor_restrict_unprivileged_userns"
          + " and user.max_user_namespaces";

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
    return LibC.get().geteuid() == 0 && allowsGroups("self");
  }

  /** Whether we are in the first user namespace, where every ID exists. */
  public static boolean isInitial() throws IOException {
    return Files.readString(Path.of("/proc/self/uid_map"), ISO_8859_1)
        .strip()
        .matches("0\\s+0\\s+4294967295");
  }

  /** Whether the user namespace of a process lets root in it change groups. */
  static boolean allowsGroups(String pid) {
    try {
      return Files.readString(Path.of("/proc", pid, "setgroups"), ISO_8859_1)
          .strip()
          .equals("allow");
    } catch (IOException e) {
      return false; // it has ended, and what comes next will say so
    }
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
      String reason = e.getMessage();
      String remedy = reason.contains("not permitted") ? ": " + RESTRICTED : "";
      throw new IOException("write \"" + text + "\" to " + file + ": " + reason + remedy, e);
    }
  }
}
