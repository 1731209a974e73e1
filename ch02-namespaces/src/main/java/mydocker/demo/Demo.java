package mydocker.demo;

import java.io.IOException;
import java.io.PrintStream;

/** One thing to see, small enough to be read whole. */
abstract class Demo {
  final String name;
  final String title;
  final String story;
  final String tryThis;

  /**
   * A demo.
   *
   * @param name the word to run it by
   * @param title what it is about, in half a line
   * @param story what it does, the system call that it makes, what to compare inside and outside
   * @param tryThis three things to try in the shell
   */
  Demo(String name, String title, String story, String tryThis) {
    this.name = name;
    this.title = title;
    this.story = story;
    this.tryThis = tryThis;
  }

  /**
   * The program of its child as C-like calls.
   *
   * @throws IOException if that depends on something that cannot be found out
   */
  abstract String explain() throws IOException;

  /**
   * Makes the comparison by itself and prints both sides.
   *
   * @throws IOException if a system call failed
   */
  abstract void show(PrintStream out) throws IOException;

  /**
   * Drops the reader into a shell inside, on the terminal that this process has.
   *
   * @return the shell's exit code
   * @throws IOException if a system call failed
   */
  abstract int shell() throws IOException;
}
