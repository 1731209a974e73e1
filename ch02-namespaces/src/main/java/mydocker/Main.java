package mydocker;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import mydocker.demo.DemoCommand;
import org.apache.commons.cli.ParseException;

/** The command line: the first word says what is to be done. */
public final class Main {
  /** Docker's exit code for a failure of its own, not of the command that it runs. */
  private static final int FAILURE = 125;

  private Main() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // numbers have the digits that the kernel reads
    int code;
    try {
      code = run(List.of(args));
    } catch (IOException | ParseException | UnsupportedOperationException e) {
      System.err.println("mydocker: " + e.getMessage());
      code = FAILURE;
    }
    if (System.out.checkError()) {
      System.err.println("mydocker: write to stdout: it is closed or full");
      code = FAILURE;
    }
    if (code != 0) {
      System.exit(code);
    }
  }

  private static int run(List<String> args) throws IOException, ParseException {
    return new DemoCommand(System.out, System.err).run(args);
  }
}
