package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import mydocker.cli.Arguments;
import mydocker.cli.EnvironmentOptions;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.config.ExecSpec;
import mydocker.container.Container;
import mydocker.container.Exec;
import mydocker.linux.Terminal;
import mydocker.process.NotExecutableException;
import mydocker.stdio.DetachKeys;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * Runs one more command in a container: {@code mydocker exec [OPTIONS] CONTAINER COMMAND [ARG...]}.
 */
public final class ExecCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "exec [OPTIONS] CONTAINER COMMAND [ARG...]",
          "run one more command in a container",
          1,
          Integer.MAX_VALUE,
          EnvironmentOptions.addTo(
              new Options()
                  .addOption("i", "interactive", false, "let it read our stdin")
                  .addOption("t", "tty", false, "give it a terminal")
                  .addOption("d", "detach", false, "do not wait for it")
                  .addOption("u", "user", true, "who runs it: NAME|UID[:GROUP|GID]")
                  .addOption(null, "detach-keys", true, "what is typed to leave it; ctrl-p,ctrl-q")
                  .addOption(null, "privileged", false, "let root do all that it may on the host")
                  .addOption("w", "workdir", true, "the folder to start in")),
          """
          Runs one more command in a container that runs: with its files, its processes, its network
          and its limits, but with a stdin and an exit code of its own.""",
          """
          mydocker exec box ps
          mydocker exec -it box sh
          mydocker exec -u nobody box id
          mydocker exec -w /tmp -e NAME=value box env
          echo hello | mydocker exec -i box cat""");

  public ExecCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected CommandLine parse(List<String> arguments) throws ParseException {
    return Arguments.parse(USAGE, arguments, true);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    List<String> words = line.getArgList();
    if (!words.isEmpty() && words.get(0).startsWith("-")) {
      throw new ParseException("unknown flag: " + words.get(0) + "; see mydocker exec --help");
    }
    if (words.size() < 2) {
      throw new ParseException("exec requires at least 2 arguments; see mydocker exec --help");
    }
    ExecSpec spec = spec(line, words.subList(1, words.size()));
    DetachKeys keys = keys(line);
    Container container = global.home().containers().find(words.get(0));
    if (spec.terminal() && spec.interactive() && !spec.detached() && !Terminal.isStdin()) {
      throw new IOException(
          "cannot attach stdin to a TTY-enabled container because stdin is not a terminal");
    }
    try {
      return new Exec(container, spec).run(keys);
    } catch (NotExecutableException e) {
      err.println("mydocker: " + e.getMessage());
      return e.exitCode();
    }
  }

  private static ExecSpec spec(CommandLine line, List<String> command)
      throws ParseException, IOException {
    String folder = line.getOptionValue("workdir");
    if (folder != null && !folder.startsWith("/")) {
      throw new ParseException("Cwd must be an absolute path: " + folder);
    }
    return new ExecSpec(
        command,
        EnvironmentOptions.parse(line),
        Optional.ofNullable(folder),
        Optional.ofNullable(line.getOptionValue("user")),
        line.hasOption("interactive"),
        line.hasOption("tty"),
        line.hasOption("detach"),
        line.hasOption("privileged"));
  }

  private static DetachKeys keys(CommandLine line) throws ParseException {
    String keys = line.getOptionValue("detach-keys", "");
    try {
      return DetachKeys.parse(keys.isEmpty() ? DetachKeys.DEFAULT : keys);
    } catch (IllegalArgumentException e) {
      throw new ParseException(e.getMessage());
    }
  }
}
