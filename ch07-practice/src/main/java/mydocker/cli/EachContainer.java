package mydocker.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mydocker.container.Container;
import mydocker.container.ContainerStore;

/** Does the same with each of several containers; if it fails with one, it goes on. */
public record EachContainer(ContainerStore containers, PrintStream out, PrintStream err) {

  /** What is done with one. */
  public interface Action {
    /** Returns what is to be printed then. */
    String apply(Container container, String reference) throws IOException;
  }

  /** Finds each and does it; returns the exit code: 1 if it has failed with one. */
  public int run(List<String> references, Action action) {
    int code = 0;
    for (String reference : references) {
      try {
        out.println(action.apply(containers.find(reference), reference));
      } catch (IOException e) {
        err.println("mydocker: " + Reason.of(e));
        code = 1;
      }
    }
    return code;
  }
}
