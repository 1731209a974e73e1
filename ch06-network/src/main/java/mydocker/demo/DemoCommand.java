package mydocker.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import mydocker.cli.Command;
import mydocker.cli.GlobalOptions;
import mydocker.command.Commands;
import mydocker.linux.Terminal;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Tells of a demo, and shows it or lets the reader try it: {@code mydocker [--show] DEMO}. */
public final class DemoCommand implements Command {
  private static final Options OPTIONS =
      new Options()
          .addOption(null, "show", false, "compare inside and outside, without a shell")
          .addOption(null, "explain", false, "print the child's system calls, and run nothing")
          .addOption("h", "help", false, "print this");

  private static final int NOT_ALL_SHOWN = 125;

  private final PrintStream out;
  private final PrintStream err;

  /** Prints to {@code out}, and why a demo cannot be shown to {@code err}. */
  public DemoCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = new DefaultParser().parse(OPTIONS, arguments.toArray(String[]::new), true);
    List<String> words = line.getArgList();
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    if (words.isEmpty()) {
      return tellAll(line);
    }
    find(Demos.all(OptionalInt.empty()), words.get(0)); // before one asks what else is meant
    Demo demo = find(Demos.all(process(words)), words.get(0));
    if (line.hasOption("show") || line.hasOption("explain") || !Terminal.isInteractive()) {
      tell(demo, line);
      return 0;
    }
    introduce(demo);
    out.println("Three things to try in the shell that follows; exit leaves it:");
    out.println(demo.tryThis.indent(2).stripTrailing());
    out.flush();
    return demo.shell();
  }

  /** One after the other; what one cannot show is said, and the next is shown. */
  private int tellAll(CommandLine line) {
    int code = 0;
    for (Demo demo : Demos.shownByDefault()) {
      try {
        tell(demo, line);
      } catch (IOException | UnsupportedOperationException e) {
        out.flush();
        err.println("mydocker: " + e.getMessage());
        code = NOT_ALL_SHOWN;
      }
      out.println();
    }
    return code;
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
        .filter(demo -> demo.name.equals(name))
        .findFirst()
        .orElseThrow(
            () -> new ParseException("there is no command or demo \"" + name + "\"; see --help"));
  }

  private void introduce(Demo demo) {
    out.println("== " + demo.name + ": " + demo.title);
    out.println(demo.story);
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

  private static String help() {
    String demos =
        Demos.all(OptionalInt.empty()).stream()
            .map(demo -> "  %-10s %s".formatted(demo.name, demo.title))
            .collect(Collectors.joining("\n"));
    String commands =
        Commands.all().stream()
            .map(command -> "  %-10s %s".formatted(command.name(), command.summary()))
            .collect(Collectors.joining("\n"));
    return """
        Usage: mydocker [--show | --explain] [DEMO]
               mydocker [--root DIR] [--storage-driver NAME] COMMAND [OPTIONS] [ARG...]

        Commands, each with a --help of its own:
        %s

        Shows how containers are made, one demo for each idea:
        %s

        With a terminal a demo ends in a shell inside. Without a DEMO you see those of this chapter.

        Options:
          --show     compare inside and outside, without a shell
          --explain  print the child's system calls, and run nothing
          -h, --help print this

        Before a command:
        %s

        Examples:
          mydocker run -it --rm busybox
          mydocker uts
          mydocker --explain mount
          mydocker setns 4711        enter the namespaces of process 4711"""
        .formatted(commands, demos, GlobalOptions.HELP.indent(2).stripTrailing());
  }
}
