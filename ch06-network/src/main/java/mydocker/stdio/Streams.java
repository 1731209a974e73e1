package mydocker.stdio;

import java.io.IOException;
import java.util.List;
import mydocker.linux.ChildProgram;
import mydocker.linux.ParentAction;
import mydocker.process.User;

/**
 * What a container reads and writes, while it is being started: the ends that it gets, and those
 * that its monitor and we have.
 */
public interface Streams extends AutoCloseable {

  /** Adds the steps by which the monitor leaves the terminal that we are on. */
  void leave(ChildProgram monitor);

  /** Adds the steps by which its first process gets its ends, before it leaves the host's files. */
  void connect(ChildProgram program);

  /** Adds those by which it makes them its own, when it has files of its own. */
  void own(ChildProgram program, User user, ParentAction open) throws IOException;

  /** Does what is to be done from outside for {@link #own}. */
  void open(int pid) throws IOException;

  /** The descriptors that the monitor keeps, from before the container is there. */
  List<Integer> kept();

  /**
   * The descriptors from which the monitor reads what the container writes: to its stdout, and to
   * its stderr.
   */
  List<Integer> monitored();

  /** Begins to type what the container reads, if we do. */
  void type();

  @Override
  void close();
}
