package mydocker;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import mydocker.demo.Demo;
import mydocker.demo.Demos;
import mydocker.linux.Terminal;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** The command line: one word says which demo. */
public final class Main {
  /** Docker's exit code for a failure of its own, not of the command that it runs. */
  private static final int FAILURE = 125;

  private static final Options OPTIONS =
      new Options()
          .addOption(null, "show", false, "compare inside and outside, without a shell")
          .addOption(null, "explain", false, "print the child's system calls, and run nothing")
          .addOption("h", "help", false, "print this");

  private final PrintStream out;

  private Main(PrintStream out) {
    this.out = out;
  }

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    int code;
    try {
      code = new Main(System.out).run(args);
    } catch (IOException | ParseException | UnsupportedOperationException e) {
      System.err.println("mydocker: " + e.getMessage());
      code = FAILURE;
    }
    if (code != 0) {
      System.exit(code);
    }
  }

  private int run(String[] args) throws IOException, ParseException {
    CommandLine line = new DefaultParser().parse(OPTIONS, args);
    List<String> words = line.getArgList();
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    List<Demo> demos = Demos.namespaces(process(words));
    if (words.isEmpty()) {
      for (Demo demo : demos) {
        tell(demo, line);
        out.println();
      }
      return 0;
    }
    Demo demo = find(demos, words.get(0));
    if (line.hasOption("show") || line.hasOption("explain") || !Terminal.isInteractive()) {
      tell(demo, line);
      return 0;
    }
    return enter(demo);
  }

  /** The second word: a process ID, for the one demo that takes one. */
  private static OptionalInt process(List<String> words) throws ParseException {
    if (words.size() < 2) {
      return OptionalInt.empty();
    }
    String operand = words.get(1);
    if (words.size() > 2 || !words.get(0).equals("setns") || !operand.matches("[1-9]\\d{0,8}")) {
      throw new ParseException(
          "what is \"" + operand + "\"? Only setns takes a word more, a process ID; see --help");
    }
    return OptionalInt.of(Integer.parseInt(operand));
  }

  private static Demo find(List<Demo> demos, String name) throws ParseException {
    return demos.stream()
        .filter(demo -> demo.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new ParseException("there is no demo \"" + name + "\"; --help lists them"));
  }

  private void introduce(Demo demo) {
    out.println("== " + demo.name() + ": " + demo.title());
    out.println(demo.story());
    out.println();
  }

  private void tell(Demo demo, CommandLine line) throws IOException {
    introduce(demo);
    if (line.hasOption("explain")) {
      out.println(demo.explain());
    } else {
      demo.show(out);
    }
  }

  private int enter(Demo demo) throws IOException {
    introduce(demo);
    out.println("Three things to try in the shell that follows; exit leaves it:");
    out.println(demo.tryThis().indent(2).stripTrailing());
    out.flush();
    return demo.shell();
  }

  private static String help() {
    String demos =
        Demos.namespaces(OptionalInt.empty()).stream()
            .map(demo -> "  %-10s %s".formatted(demo.name(), demo.title()))
            .collect(Collectors.joining("\n"));
    return """
        Usage: mydocker [--show | --explain] [DEMO]

        Shows the namespaces of Linux at work, one demo for each:
        %s

        With a terminal a demo ends in a shell inside. Without a DEMO all are shown in turn.

        Options:
          --show     compare inside and outside, without a shell
          --explain  print the child's system calls, and run nothing
          -h, --help print this

        Examples:
          mydocker uts
          mydocker --explain mount
          mydocker setns 4711        enter the namespaces of process 4711"""
        .formatted(demos);
  }
}
