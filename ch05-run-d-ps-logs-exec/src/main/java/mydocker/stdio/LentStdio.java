package mydocker.stdio;

import java.io.IOException;
import mydocker.linux.Child;
import mydocker.linux.ChildProgram;
import mydocker.linux.Terminal;
import mydocker.process.User;

/** Our terminal, lent to the command until it has ended. */
public final class LentStdio implements Stdio {
  private final Terminal terminal = new Terminal();

  @Override
  public void open(ChildProgram program) {
    program.dup2(1, 2); // it has our stdin and stdout; our stderr may be a file of the host
  }

  @Override
  public void own(ChildProgram program, User user) {
    program.setpgid().parent("give it the terminal", terminal::lendTo);
  }

  @Override
  public int attend(Child child) throws IOException {
    return child.waitForAwake();
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
