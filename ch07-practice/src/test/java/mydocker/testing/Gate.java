package mydocker.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import mydocker.Main;
import mydocker.linux.LibC;

/**
 * The program, which begins when it is told to: until then somebody can see which of the JVM's
 * threads will do the work, and trace just that one.
 */
public final class Gate {
  private Gate() {}

  /** Prints the thread's number, waits for a byte on stdin, and then is the program. */
  public static void main(String[] args) throws IOException {
    LibC.get(); // jffi unpacks its library, with calls that are none of ours
    System.out.println(Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName());
    System.in.read();
    Main.main(args);
  }
}
