package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mydocker.cli.Command;
import mydocker.cli.LimitOptions;
import mydocker.cli.Usage;
import mydocker.config.RunSpec;
import mydocker.container.Container;
import mydocker.linux.Terminal;
import mydocker.process.NotExecutableException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Runs a command in a new container: {@code mydocker run [OPTIONS] COMMAND [ARG...]}. */
public final class RunCommand implements Command {
  private static final Usage USAGE =
      new Usage(
          "run [OPTIONS] COMMAND [ARG...]",
          LimitOptions.addTo(
              new Options()
                  .addOption("i", "interactive", false, "let the container read our stdin")
                  .addOption("t", "tty", false, "give it our terminal")
                  .addOption(null, "cgroup-parent", true, "the cgroup to put its cgroup into")
                  .addOption(null, "explain", false, "print its system calls, and run nothing")),
          """
          Runs a command in a new container: it has its own host name, processes, mounts and
          network, and the limits that you set. It still uses the file system of the host.""",
          """
          mydocker run hostname
          mydocker run -it sh
          mydocker run -m 100m stress --vm-bytes 200m --vm-keep -m 1
          mydocker run --cpus 0.5 --pids-limit 20 make
          mydocker run --explain -m 100m true""");

  private final PrintStream out;
  private final PrintStream err;

  public RunCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = parse(arguments);
    if (line.hasOption("help")) {
      out.println(USAGE.help());
      return 0;
    }
    RunSpec spec = spec(line);
    try {
      Container container = new Container(spec);
      if (line.hasOption("explain")) {
        out.println(container.explain());
        return 0;
      }
      return container.run();
    } catch (NotExecutableException e) {
      err.println("mydocker: " + e.getMessage());
      return e.exitCode();
    }
  }

  /** Our options end where the command begins: what follows is the command's own. */
  private static CommandLine parse(List<String> arguments) throws ParseException {
    boolean stopAtNonOption = true;
    CommandLine line =
        DefaultParser.builder()
            .setAllowPartialMatching(false)
            .build()
            .parse(USAGE.options(), arguments.toArray(String[]::new), stopAtNonOption);
    List<String> command = line.getArgList();
    if (!command.isEmpty() && command.get(0).startsWith("-") && !arguments.contains("--")) {
      throw new ParseException("unknown flag: " + command.get(0) + "; see mydocker run --help");
    }
    return line;
  }

  private static RunSpec spec(CommandLine line) throws ParseException, IOException {
    if (line.getArgList().isEmpty()) {
      throw new ParseException("run requires a COMMAND; see mydocker run --help");
    }
    String parent = line.getOptionValue("cgroup-parent", "mydocker");
    if (!parent.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]*")) {
      throw new ParseException("invalid --cgroup-parent \"" + parent + "\": one name, without /");
    }
    boolean terminal = line.hasOption("tty");
    if (terminal && !Terminal.isInteractive()) {
      throw new ParseException(
          "cannot attach stdin to a TTY-enabled container because stdin is not a terminal");
    }
    return new RunSpec(
        line.getArgList(),
        line.hasOption("interactive") || terminal,
        terminal,
        LimitOptions.parse(line),
        parent);
  }
}
