package mydocker.stdio;

import java.io.IOException;
import mydocker.linux.Child;
import mydocker.linux.ChildProgram;
import mydocker.process.User;

/**
 * What stdin, stdout and stderr are to a command in a container. None is ever a file of the host:
 * whoever has one open can ask /proc/self/fd for it.
 *
 * <p>The one exception is the terminal that we lend.
 */
public interface Stdio extends AutoCloseable {
  /** Adds the steps that open them; the process is in the container's mount namespace. */
  void open(ChildProgram program) throws IOException;

  /** Adds the steps that make them its user's, in a session of its own. */
  void own(ChildProgram program, User user);

  /**
   * Serves them until the command has ended.
   *
   * @return its exit code
   */
  int attend(Child child) throws IOException;

  @Override
  void close() throws IOException;
}
