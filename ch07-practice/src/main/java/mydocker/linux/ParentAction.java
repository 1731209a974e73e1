package mydocker.linux;

import java.io.IOException;

/** What a parent does for its child while that waits between two calls. */
@FunctionalInterface
public interface ParentAction {
  /**
   * Does it.
   *
   * @param pid the child, as the parent numbers it
   * @throws IOException if it cannot be done: the child is ended then
   */
  void accept(int pid) throws IOException;
}
