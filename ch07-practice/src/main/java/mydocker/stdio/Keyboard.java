package mydocker.stdio;

import java.io.IOException;

/** Where what a container reads is typed. */
public interface Keyboard extends AutoCloseable {
  /** That of a container that does not read. */
  Keyboard NONE =
      new Keyboard() {
        @Override
        public void connect(DetachKeys keys, Runnable leave) {
          // nobody types
        }

        @Override
        public void close() {
          // nothing is open
        }
      };

  /**
   * Has our stdin typed there from now on.
   *
   * @param keys what is typed to leave
   * @param leave what is to be done then
   */
  void connect(DetachKeys keys, Runnable leave) throws IOException;

  @Override
  void close();
}
