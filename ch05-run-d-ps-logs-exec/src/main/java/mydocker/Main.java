package mydocker;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mydocker.cli.Command;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Reason;
import mydocker.command.Commands;
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
    int code = run(args);
    if (code != 0) {
      System.exit(code);
    }
  }

  /** Runs one command; returns its exit code. Why it failed is said on stderr. */
  public static int run(String... args) {
    int code;
    try {
      code = run(List.of(args));
    } catch (IOException | ParseException | UnsupportedOperationException e) {
      System.err.println("mydocker: " + Reason.of(e));
      code = FAILURE;
    }
    if (System.out.checkError()) {
      System.err.println("mydocker: write to stdout: it is closed or full");
      code = FAILURE;
    }
    return code;
  }

  private static int run(List<String> args) throws IOException, ParseException {
    GlobalOptions global = new GlobalOptions(args);
    List<String> words = global.rest();
    String first = words.isEmpty() ? "" : words.get(0);
    Optional<Command> command = Commands.find(first, global);
    if (command.isPresent()) {
      return run(first, command.get(), words.subList(1, words.size()));
    }
    return new DemoCommand(System.out, System.err).run(words);
  }

  /** A failure is 125 with run, whose other codes are its container's, and 1 with all others. */
  private static int run(String name, Command command, List<String> arguments)
      throws IOException, ParseException {
    try {
      return command.run(arguments);
    } catch (IOException e) {
      if (name.equals("run")) {
        throw e;
      }
      System.err.println("mydocker: " + Reason.of(e));
      return 1;
    }
  }
}
