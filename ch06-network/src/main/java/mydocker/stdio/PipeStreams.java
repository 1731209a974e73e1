package mydocker.stdio;

import static mydocker.linux.OpenFile.O_NONBLOCK;
import static mydocker.linux.OpenFile.O_RDONLY;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import mydocker.linux.ChildProgram;
import mydocker.linux.LibC;
import mydocker.linux.OpenFile;
import mydocker.linux.ParentAction;
import mydocker.linux.Pipe;
import mydocker.process.User;

/**
 * Pipes, for stdout and stderr. If the container is interactive it reads from another one; if it is
 * not, from /dev/null.
 */
public final class PipeStreams implements Streams {
  private static final String NOTHING = "/dev/null";

  private final Pipe stdin;
  private final Pipe stdout;
  private final Pipe stderr;
  private final List<Integer> kept = new ArrayList<>();
  private final boolean interactive;
  private final boolean types;

  /**
   * Opens them.
   *
   * @param interactive whether the container reads
   * @param types whether it reads what our stdin has, to the end of that; otherwise there is no end
   */
  public PipeStreams(boolean interactive, boolean types) throws IOException {
    this.interactive = interactive;
    this.types = types;
    LibC libc = LibC.get();
    stdin = new Pipe(libc);
    stdout = new Pipe(libc);
    stderr = new Pipe(libc);
    // Root of the container may read its own output before the monitor does, who is not to wait.
    OpenFile.setFlags(stdout.readEnd(), O_NONBLOCK);
    OpenFile.setFlags(stderr.readEnd(), O_NONBLOCK);
    // A pipe that nobody can write to any more would wake the monitor for ever: it can itself.
    kept.addAll(List.of(stdout.readEnd(), stdout.writeEnd(), stderr.readEnd(), stderr.writeEnd()));
    if (interactive && !types) {
      kept.add(stdin.writeEnd());
    }
  }

  @Override
  public void leave(ChildProgram monitor) {
    monitor.setsid();
  }

  @Override
  public void connect(ChildProgram program) {
    program.dup2(stdin.readEnd(), 0).dup2(stdout.writeEnd(), 1).dup2(stderr.writeEnd(), 2);
  }

  /**
   * A pipe of root's could not be opened as /dev/stdout by another user. And with the host's
   * /dev/null as its stdin, root could change that one's owner and mode.
   */
  @Override
  public void own(ChildProgram program, User user, ParentAction open) {
    program.setsid();
    if (interactive) {
      program.fchown(0, user.uid());
    } else {
      program.close(0).open(NOTHING, O_RDONLY);
    }
    program.fchown(1, user.uid()).fchown(2, user.uid());
  }

  @Override
  public void open(int pid) {
    // all of it is open
  }

  @Override
  public List<Integer> kept() {
    return kept;
  }

  @Override
  public List<Integer> monitored() {
    return List.of(stdout.readEnd(), stderr.readEnd());
  }

  @Override
  public void type() {
    if (interactive && types) {
      StdinPump.start(stdin.giveWriteEnd());
    }
  }

  @Override
  public void close() {
    stdin.close();
    stdout.close();
    stderr.close();
  }
}
