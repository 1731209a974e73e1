package mydocker.stdio;

import mydocker.linux.Child;
import mydocker.linux.ChildProgram;
import mydocker.process.User;

/** Nothing to read, and nobody who reads: the container's /dev/null. */
public final class NoStdio implements Stdio {
  private static final int O_RDWR = 2;

  @Override
  public void open(ChildProgram program) {
    program.close(0).open("/dev/null", O_RDWR).dup2(0, 1).dup2(0, 2);
  }

  @Override
  public void own(ChildProgram program, User user) {
    program.setsid();
  }

  @Override
  public boolean endsWithUs() {
    return false;
  }

  @Override
  public int attend(Child child) {
    return 0;
  }

  @Override
  public void close() {
    // there is nothing
  }
}
