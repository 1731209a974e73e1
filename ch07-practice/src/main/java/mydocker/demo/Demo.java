package mydocker.demo;

import java.io.IOException;
import java.io.PrintStream;

/** One thing to see, small enough to be read whole. */
interface Demo {
  /** The word to run it by. */
  String name();

  /** What it is about, in half a line. */
  String title();

  /** What it does, the system call that it makes, and what to compare inside and outside. */
  String story();

  /**
   * The program of its child as C-like calls.
   *
   * @throws IOException if that depends on something that cannot be found out
   */
  String explain() throws IOException;

  /**
   * Makes the comparison by itself and prints both sides.
   *
   * @throws IOException if a system call failed
   */
  void show(PrintStream out) throws IOException;

  /** Three things to try in the shell. */
  String tryThis();

  /**
   * Drops the reader into a shell inside, on the terminal that this process has.
   *
   * @return the shell's exit code
   * @throws IOException if a system call failed
   */
  int shell() throws IOException;
}
