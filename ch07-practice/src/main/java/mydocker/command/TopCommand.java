package mydocker.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import mydocker.cli.Arguments;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.config.Status;
import mydocker.container.Container;
import mydocker.format.Table;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * Lists a container's processes, by the host's ps(1): {@code mydocker top CONTAINER [PS OPTIONS]}.
 */
public final class TopCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "top CONTAINER [PS OPTIONS]",
          "list the processes of a container",
          1,
          Integer.MAX_VALUE,
          new Options(),
          """
          Lists the processes of a container as the host sees them: with the host's ps, and without
          options for it with ps -ef.""",
          """
          mydocker top box
          mydocker top box -o pid,rss,comm""");

  private static final int LEAST_WIDTH = 20;

  public TopCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected CommandLine parse(List<String> arguments) throws ParseException {
    return Arguments.parse(USAGE, arguments, true);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    List<String> words = line.getArgList();
    if (words.isEmpty()) {
      throw new ParseException("top requires at least 1 argument; see mydocker top --help");
    }
    Container container = global.home().containers().find(words.get(0));
    requireRunning(container);
    List<String> options = words.size() == 1 ? List.of("-ef") : words.subList(1, words.size());
    print(ps(options), container.cgroup().processes());
    return 0;
  }

  private static void requireRunning(Container container) throws IOException {
    Status status = container.state().status();
    if (status == Status.RESTARTING) {
      throw new IOException(
          "Container %s is restarting, wait until the container is running"
              .formatted(container.config().id()));
    }
    if (!status.isUp()) {
      throw new IOException("Container %s is not running".formatted(container.config().id()));
    }
  }

  private static List<String> ps(List<String> options) throws IOException {
    List<String> command = new ArrayList<>(List.of("ps"));
    command.addAll(options);
    Process ps;
    try {
      ps = new ProcessBuilder(command).start();
    } catch (IOException e) {
      throw new IOException("run ps: " + e.getMessage() + ": install procps", e);
    }
    ps.getOutputStream().close();
    List<String> lines = new String(ps.getInputStream().readAllBytes(), UTF_8).lines().toList();
    String errors = new String(ps.getErrorStream().readAllBytes(), UTF_8).strip();
    if (!errors.isEmpty()) {
      throw new IOException("error running ps: " + errors.lines().findFirst().orElseThrow());
    }
    if (lines.isEmpty() || !words(lines.get(0)).contains("PID")) {
      throw new IOException("Couldn't find PID field in ps output");
    }
    return lines;
  }

  private void print(List<String> lines, List<Integer> processes) {
    List<String> headings = words(lines.get(0));
    int pid = headings.indexOf("PID");
    Table table = new Table(LEAST_WIDTH, headings.toArray(String[]::new));
    boolean isOurs = false;
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.strip().split("\\s+", headings.size()); // the last may have blanks
      if (cells.length > pid && !cells[pid].equals("-")) { // a thread of the process above
        isOurs = cells[pid].matches("\\d+") && processes.contains(Integer.valueOf(cells[pid]));
      }
      if (isOurs) {
        table.add(cells);
      }
    }
    table.print(out);
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split("\\s+"));
  }
}
