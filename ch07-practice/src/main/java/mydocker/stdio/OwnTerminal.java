package mydocker.stdio;

import mydocker.linux.ChildProgram;
import mydocker.linux.MountFlags;
import mydocker.process.User;

/** The steps by which a process gets a terminal of its own: credentials(7), "Sessions". */
final class OwnTerminal {
  private static final int O_RDWR_NOCTTY = 2 | 0x100;
  private static final String CONSOLE = "/dev/console";

  private OwnTerminal() {}

  /** Adds those that make a terminal stdin, stdout and stderr. */
  static void open(ChildProgram program, String slave) {
    program.close(0).open(slave, O_RDWR_NOCTTY).dup2(0, 1).dup2(0, 2);
  }

  /**
   * Adds those that make stdin the terminal of a session of its own, and the user's: he may open it
   * once more by its name.
   */
  static void control(ChildProgram program, User user) {
    program.setsid().controllingTerminal(0).fchown(0, user.uid());
  }

  /** Adds those that show it as /dev/console, too, where an init writes to. */
  static void showAsConsole(ChildProgram program, String slave) {
    program.mkfile(CONSOLE, 0600).mount(slave, CONSOLE, null, MountFlags.MS_BIND, null);
  }
}
