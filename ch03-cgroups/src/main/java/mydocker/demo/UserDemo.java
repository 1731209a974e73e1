package mydocker.demo;

import static mydocker.linux.Namespace.IPC;
import static mydocker.linux.Namespace.MNT;
import static mydocker.linux.Namespace.PID;
import static mydocker.linux.Namespace.USER;
import static mydocker.linux.Namespace.UTS;

import java.io.IOException;
import java.io.PrintStream;
import java.util.EnumSet;
import java.util.List;
import mydocker.linux.ChildProgram;
import mydocker.linux.ProcStatus;
import mydocker.linux.UserMap;

/** A child that is root inside and somebody outside: user_namespaces(7). */
final class UserDemo extends NamespaceDemo {
  /** Whom root becomes outside if the demo is run by root: the first user of most systems. */
  private static final UserMap FIRST_USER = new UserMap(1000, 1000);

  private static final List<String> FORBIDDEN =
      List.of("cat /etc/shadow", "mknod /tmp/mydocker-null c 1 3");

  UserDemo() {
    super(
        "user",
        "root inside, somebody outside",
        """
        clone(2) with CLONE_NEWUSER makes a namespace of user and group IDs. The child starts with
        none, so it is shown as 65534, nobody; then its parent writes /proc/PID/uid_map and gid_map,
        and it becomes root inside. It has every capability over what was made inside (this
        hostname, these mounts), and none over anything else. No privilege is needed for this.
        Compare: the user ID inside and outside, and what root may not do inside.""",
        """
        id; hostname mine          root, who may change this host name
        cat /proc/self/uid_map     who you are outside: inside, outside, how many
        touch /mnt/x               but no file outside is yours that was not yours before""",
        UTS,
        IPC,
        PID,
        MNT,
        USER);
  }

  @Override
  UserMap userMap() throws IOException {
    return isRoot() && UserMap.isInitial() ? FIRST_USER : UserMap.ofCaller();
  }

  @Override
  ChildProgram inside(ChildProgram program) {
    return mountProc(program).sethostname("inner");
  }

  @Override
  List<String> commands() {
    return List.of("id -u", "uname -n", "cat /proc/self/uid_map");
  }

  @Override
  void show(PrintStream out) throws IOException {
    String unmapped = Shell.output(new ChildProgram().chdir("/"), EnumSet.of(USER), "id -u");
    out.println("before the map is written:\n# id -u\n  inside   " + unmapped);
    out.println("after it:");
    ChildProgram program =
        program()
            .parent(
                "look at it from outside",
                pid ->
                    out.println(
                        "outside, the child's real, effective, saved and file system user ID: "
                            + ProcStatus.of(Integer.toString(pid), "Uid")));
    Comparison.print(out, commands(), program, namespaces());
    out.println("what root may not do inside:");
    for (String command : FORBIDDEN) {
      out.println("# " + command);
      Comparison.side(out, "inside ", Shell.output(program(), namespaces(), command));
    }
  }
}
