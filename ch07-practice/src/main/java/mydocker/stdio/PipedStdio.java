package mydocker.stdio;

import java.io.IOException;
import mydocker.linux.Child;
import mydocker.linux.ChildProgram;
import mydocker.linux.LibC;
import mydocker.linux.Pipe;
import mydocker.linux.Relay;
import mydocker.process.User;

/** Pipes, which we copy from our stdin, and to our stdout and stderr. */
public final class PipedStdio implements Stdio {
  private static final int O_RDONLY = 0;

  private final Pipe in;
  private final Pipe out;
  private final Pipe err;
  private final boolean interactive;

  /** Pipes; stdin is empty unless the command is to read ours. */
  public PipedStdio(boolean interactive) throws IOException {
    this.interactive = interactive;
    LibC libc = LibC.get();
    in = new Pipe(libc);
    out = new Pipe(libc);
    err = new Pipe(libc);
  }

  @Override
  public void open(ChildProgram program) {
    if (interactive) {
      program.dup2(in.readEnd(), 0);
    } else {
      program.close(0).open("/dev/null", O_RDONLY);
    }
    program.dup2(out.writeEnd(), 1).dup2(err.writeEnd(), 2);
  }

  /** A pipe of root's could not be opened as /dev/stdout by another user. */
  @Override
  public void own(ChildProgram program, User user) {
    program.setsid();
    if (interactive) {
      program.fchown(0, user.uid()); // and not /dev/null, which is everybody's
    }
    program.fchown(1, user.uid()).fchown(2, user.uid());
  }

  @Override
  public boolean endsWithUs() {
    return true;
  }

  @Override
  public int attend(Child child) throws IOException {
    in.closeReadEnd();
    out.closeWriteEnd();
    err.closeWriteEnd();
    if (interactive) {
      StdinPump.start(in.giveWriteEnd());
    }
    try (Relay relay = new Relay()) {
      relay.copy(out, 1).copy(err, 2).endWith(child).run();
    }
    return child.waitFor();
  }

  @Override
  public void close() {
    in.close();
    out.close();
    err.close();
  }
}
