package mydocker.stdio;

import java.util.List;
import mydocker.linux.ChildProgram;
import mydocker.linux.ErrnoException;
import mydocker.linux.ParentAction;
import mydocker.linux.Terminal;
import mydocker.process.User;

/**
 * Our terminal, which the container has as long as we stay with it: {@link Terminal}. Nobody copies
 * what is typed and shown, so nothing of it is in the log.
 */
public final class LentTerminal implements Streams {

  /**
   * A terminal is lent within a session only: the monitor leaves our process group, and no more.
   * Without us nobody could take it back, and a container in the background that reads from it
   * would be told so for ever (SIGTTIN, which a process 1 ignores): so the monitor dies with us.
   */
  @Override
  public void leave(ChildProgram monitor) {
    monitor.setpgid().dieWithParent();
  }

  @Override
  public void connect(ChildProgram program) {
    program.dup2(1, 2); // it has our stdin and stdout; our stderr may be a file of the host
  }

  @Override
  public void own(ChildProgram program, User user, ParentAction open) {
    program.setpgid().parent("give it the terminal", open);
  }

  @Override
  public void open(int pid) throws ErrnoException {
    new Terminal().lendTo(pid);
  }

  @Override
  public List<Integer> kept() {
    return List.of();
  }

  @Override
  public List<Integer> monitored() {
    return List.of();
  }

  @Override
  public void type() {
    // the kernel does
  }

  @Override
  public void close() {
    // who stays with the container takes it back
  }
}
