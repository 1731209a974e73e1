package mydocker.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The list of calls that a program is, before anything runs it. */
class ExplainTest {

  @Test
  void printsTheProgramOfAContainerAsC() {
    ChildProgram program =
        new ChildProgram()
            .mount("none", "/", null, MountFlags.MS_REC | MountFlags.MS_PRIVATE, null)
            .chdir("/image")
            .pivotRoot(".", ".")
            .umount2(".", MountFlags.MNT_DETACH)
            .mount("proc", "/proc", "proc", MountFlags.MS_NOSUID | MountFlags.MS_NODEV, null)
            .sethostname("inner")
            .execve("/bin/sh", List.of("sh", "-c", "echo \"a\\b\"\n"), List.of("A=1"));
    assertEquals(
        """
        clone(setcontext, stack, CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWPID | SIGCHLD, program):
          mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL);
          chdir("/image");
          pivot_root(".", ".");
          umount2(".", MNT_DETACH);
          mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV, NULL);
          sethostname("inner", 5);
          execve("/bin/sh", {"sh", "-c", "echo \\"a\\\\b\\"\\n", NULL}, {"A=1", NULL});""",
        program.explain(EnumSet.of(Namespace.UTS, Namespace.PID, Namespace.MNT)));
  }

  @Test
  void printsEveryOtherStep() {
    ChildProgram program =
        new ChildProgram()
            .parent("write its maps", pid -> {})
            .dropGroups()
            .setgid(100)
            .setuid(1000)
            .setsid()
            .setpgid()
            .open("/dev/tty", 2)
            .dup2(0, 1)
            .close(0)
            .socket()
            .bind(0, 8080)
            .setns(7, Namespace.NET)
            .unshare(Namespace.TIME)
            .cloneSibling()
            .mount("a", "/b", "c", 0, "d");
    assertEquals(
        """
        clone(setcontext, stack, SIGCHLD, program):
          /* the parent: write its maps */
          syscall(SYS_setgroups, 0, NULL);
          syscall(SYS_setresgid, 100, 100, 100);
          syscall(SYS_setresuid, 1000, 1000, 1000);
          setsid();
          setpgid(0, 0);
          open("/dev/tty", 2);
          dup2(0, 1);
          close(0);
          socket(AF_INET, SOCK_STREAM, 0);
          bind(0, {AF_INET, htons(8080), INADDR_ANY}, 16);
          setns(7, CLONE_NEWNET);
          unshare(CLONE_NEWTIME);
          clone(setcontext, stack, CLONE_PARENT | SIGCHLD, the rest), _exit(0);
          mount("a", "/b", "c", 0, "d");""",
        program.explain(Set.of()));
  }
}
