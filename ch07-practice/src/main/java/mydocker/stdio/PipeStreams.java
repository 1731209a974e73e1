package mydocker.stdio;

import static mydocker.linux.OpenFile.O_NONBLOCK;
import static mydocker.linux.OpenFile.O_RDONLY;
import static mydocker.linux.OpenFile.O_RDWR;
import static mydocker.linux.OpenFile.O_WRONLY;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mydocker.linux.ChildProgram;
import mydocker.linux.LibC;
import mydocker.linux.OpenFile;
import mydocker.linux.ParentAction;
import mydocker.linux.Pipe;
import mydocker.linux.Routine;
import mydocker.process.User;

/**
 * Pipes, for stdout and stderr. If the container is interactive it reads from another one; if it is
 * not, from /dev/null.
 *
 * <p>That other one is a FIFO in its folder, which anybody may open later.
 */
public final class PipeStreams implements Streams {
  private static final String NOTHING = "/dev/null";

  private final Pipe stdout;
  private final Pipe stderr;
  private final OpenFile stdin;
  private final List<OpenFile> others = new ArrayList<>();
  private final List<Integer> kept = new ArrayList<>();
  private final boolean interactive;
  private Keyboard keyboard = Keyboard.NONE;

  /**
   * Opens them.
   *
   * @param fifo where the container reads from, if it is interactive
   * @param types whether we write to the FIFO: at our end there is nothing more to read; otherwise
   *     others may come
   */
  public PipeStreams(Optional<Path> fifo, boolean types) throws IOException {
    LibC libc = LibC.get();
    interactive = fifo.isPresent();
    stdout = new Pipe(libc);
    stderr = new Pipe(libc);
    // Root of the container may read its own output before the monitor does, who is not to wait.
    OpenFile.setFlags(stdout.readEnd(), O_NONBLOCK);
    OpenFile.setFlags(stderr.readEnd(), O_NONBLOCK);
    // A pipe that nobody can write to any more would wake the monitor for ever: it can itself.
    kept.addAll(List.of(stdout.readEnd(), stdout.writeEnd(), stderr.readEnd(), stderr.writeEnd()));
    stdin = interactive ? openFifo(fifo.get(), types) : OpenFile.open(Path.of(NOTHING), O_RDONLY);
  }

  private OpenFile openFifo(Path fifo, boolean types) throws IOException {
    Fifos.make(fifo);
    OpenFile both = OpenFile.open(fifo, O_RDWR); // so that none of the next two waits for the other
    others.add(both);
    if (types) {
      keyboard = new FifoKeyboard(OpenFile.open(fifo, O_WRONLY));
    } else {
      kept.add(both.fd());
    }
    return OpenFile.open(fifo, O_RDONLY);
  }

  @Override
  public void connect(ChildProgram program) {
    program.dup2(stdin.fd(), 0).dup2(stdout.writeEnd(), 1).dup2(stderr.writeEnd(), 2);
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
  public void take(Routine routine) {
    // it has them from us
  }

  @Override
  public List<Integer> kept() {
    return kept;
  }

  @Override
  public List<Integer> monitored(List<Integer> free) {
    return List.of(stdout.readEnd(), stderr.readEnd());
  }

  @Override
  public Keyboard takeKeyboard() {
    Keyboard taken = keyboard;
    keyboard = Keyboard.NONE;
    return taken;
  }

  @Override
  public void close() {
    stdin.close();
    stdout.close();
    stderr.close();
    keyboard.close();
    others.forEach(OpenFile::close);
  }
}
