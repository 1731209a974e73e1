package mydocker.stdio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import mydocker.linux.ChildProgram;
import mydocker.linux.Handover;
import mydocker.linux.OpenFile;
import mydocker.linux.ParentAction;
import mydocker.linux.Pty;
import mydocker.linux.Routine;
import mydocker.process.User;

/**
 * A terminal of the container's own. There is none before its /dev/pts is mounted: then its first
 * process waits, we open the master from outside, and hand it over to the monitor, which has been
 * waiting for it.
 */
public final class TerminalStreams implements Streams {
  private static final Path NOTHING = Path.of("/dev/null");

  /** In a new file system of terminals the first one has this number. */
  private static final String SLAVE = "/dev/pts/0";

  private final OpenFile nothing = OpenFile.open(NOTHING, OpenFile.O_RDWR);
  private final Handover handover = new Handover();
  private final boolean types;
  private Keyboard keyboard = Keyboard.NONE;

  /**
   * One that is to be opened.
   *
   * @param types whether our keys are typed there
   */
  public TerminalStreams(boolean types) throws IOException {
    this.types = types;
  }

  @Override
  public void connect(ChildProgram program) {
    program.dup2(nothing.fd(), 0).dup2(nothing.fd(), 1).dup2(nothing.fd(), 2);
  }

  @Override
  public void own(ChildProgram program, User user, ParentAction open) {
    program.parent("open its terminal, and hand it over to its monitor", open);
    OwnTerminal.open(program, SLAVE);
    OwnTerminal.showAsConsole(program, SLAVE);
    OwnTerminal.control(program, user);
  }

  /** The monitor gets a slave, too: reading the master of a terminal without one is an error. */
  @Override
  public void open(int pid) throws IOException {
    Path root = Path.of("/proc", Integer.toString(pid), "root");
    Pty pty = Pty.in(root);
    SizeOfOurs.apply(pty.master()); // now, and so before the command can ask for it
    keyboard = new TerminalKeyboard(pty, types);
    try (OpenFile slave = pty.openSlave(root)) {
      handover.give(pty.master(), slave.fd());
    }
  }

  @Override
  public void take(Routine routine) {
    handover.take(routine, 2);
  }

  @Override
  public List<Integer> kept() {
    return List.of(handover.taker());
  }

  @Override
  public List<Integer> monitored(List<Integer> free) {
    return free.subList(0, 1);
  }

  @Override
  public Keyboard takeKeyboard() {
    Keyboard taken = keyboard;
    keyboard = Keyboard.NONE;
    return taken;
  }

  @Override
  public void close() {
    nothing.close();
    handover.close();
    keyboard.close();
  }
}
