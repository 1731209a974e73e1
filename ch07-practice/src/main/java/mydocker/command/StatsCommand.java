package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import mydocker.cgroup.Bytes;
import mydocker.cgroup.Stats;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.config.ContainerId;
import mydocker.config.State;
import mydocker.container.Container;
import mydocker.container.ContainerStore;
import mydocker.format.Column;
import mydocker.format.Format;
import mydocker.format.Rows;
import mydocker.format.Size;
import mydocker.linux.LinkTraffic;
import mydocker.linux.Pause;
import mydocker.linux.ProcessId;
import mydocker.linux.Terminal;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Shows what containers use: {@code mydocker stats [OPTIONS] [CONTAINER...]}. */
public final class StatsCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "stats [OPTIONS] [CONTAINER...]",
          "show what containers use",
          0,
          Integer.MAX_VALUE,
          new Options()
              .addOption("a", "all", false, "also those that do not run")
              .addOption(null, "format", true, Format.OPTION)
              .addOption(null, "no-stream", false, "once, and not every second")
              .addOption(null, "no-trunc", false, "whole IDs"),
          """
          Shows what containers use, every second until Ctrl-C: those that run, or those named.
          100 % is one CPU. Memory is without files in the cache that nobody uses.""",
          """
          mydocker stats
          mydocker stats --no-stream --format '{{.Name}} {{.CPUPerc}}' box""");

  private static final List<Column<Row>> MORE =
      List.of(new Column<>("Container", "CONTAINER", row -> row.now().reference()));
  private static final long INTERVAL_MILLIS = 1000;
  private static final String CLEAR_SCREEN = "\033[2J\033[H";

  public StatsCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    Format<Row> format = new Format<>(line, MORE);
    boolean once = line.hasOption("no-stream");
    boolean clear = !once && Terminal.isStdout();
    Map<ContainerId, Sample> before = new HashMap<>();
    samples(line).forEach(sample -> before.put(sample.id(), sample));
    do {
      Pause.millis(INTERVAL_MILLIS);
      Rows<Row> rows = new Rows<>(line, columns(line.hasOption("no-trunc")));
      List<Sample> now = samples(line);
      for (Sample sample : now) {
        rows.add(new Row(sample, Optional.ofNullable(before.get(sample.id()))));
      }
      out.print(clear ? CLEAR_SCREEN : "");
      format.print(rows, out);
      before.clear();
      now.forEach(sample -> before.put(sample.id(), sample));
    } while (!once && !out.checkError());
    return 0;
  }

  /**
   * What a container used at a moment.
   *
   * @param reference as what it was named, if it was
   * @param nanos the moment
   */
  private record Sample(
      Container container, String reference, Stats stats, LinkTraffic traffic, long nanos) {
    ContainerId id() {
      return container.config().id();
    }
  }

  private List<Sample> samples(CommandLine line) throws IOException {
    ContainerStore containers = global.home().containers();
    List<Sample> samples = new ArrayList<>();
    for (String reference : line.getArgList()) {
      sample(containers.find(reference), reference, true).ifPresent(samples::add);
    }
    if (line.getArgList().isEmpty()) {
      for (Container container : containers.list()) {
        sample(container, container.config().id().brief(), line.hasOption("all"))
            .ifPresent(samples::add);
      }
    }
    return samples;
  }

  private static Optional<Sample> sample(Container container, String reference, boolean always)
      throws IOException {
    Optional<State> state = container.stateIfThere();
    if (state.isEmpty() || !always && !state.get().status().isUp()) {
      return Optional.empty();
    }
    long nanos = System.nanoTime();
    Stats stats = container.stats();
    return Optional.of(
        new Sample(container, reference, stats, traffic(state.get().process()), nanos));
  }

  private static LinkTraffic traffic(Optional<ProcessId> process) throws IOException {
    try {
      return process.isPresent() ? LinkTraffic.of(process.get().pid()) : new LinkTraffic(0, 0);
    } catch (IOException e) {
      if (process.get().isAlive()) {
        throw e;
      }
      return new LinkTraffic(0, 0); // it has just ended
    }
  }

  /** What is shown of a container that was looked at twice. */
  private static List<Column<Row>> columns(boolean whole) {
    return List.of(
        new Column<>("ID", "CONTAINER ID", row -> whole ? row.id().digits() : row.id().brief()),
        new Column<>("Name", "NAME", row -> row.now().container().config().name()),
        new Column<>("CPUPerc", "CPU %", Row::cpus),
        new Column<>("MemUsage", "MEM USAGE / LIMIT", Row::memory),
        new Column<>("MemPerc", "MEM %", Row::memoryShare),
        new Column<>("NetIO", "NET I/O", Row::network),
        new Column<>("BlockIO", "BLOCK I/O", Row::blocks),
        new Column<>("PIDs", "PIDS", row -> Long.toString(row.stats().pids())));
  }

  private record Row(Sample now, Optional<Sample> before) {
    ContainerId id() {
      return now.id();
    }

    Stats stats() {
      return now.stats();
    }

    String cpus() {
      return percent(before.map(sample -> StatsCommand.cpus(sample, now)).orElse(0.0));
    }

    String memory() {
      return Bytes.format(stats().memory()) + " / " + Bytes.format(stats().memoryLimit());
    }

    String memoryShare() {
      return percent(stats().memory() / Math.max(1.0, stats().memoryLimit()));
    }

    String network() {
      return Size.format(now.traffic().received()) + " / " + Size.format(now.traffic().sent());
    }

    String blocks() {
      return Size.format(stats().blockRead()) + " / " + Size.format(stats().blockWritten());
    }
  }

  /** How many CPUs it has used on average since; one that was started again begins at 0. */
  private static double cpus(Sample before, Sample now) {
    double used = now.stats().cpu().minus(before.stats().cpu()).toNanos();
    return Math.max(0, used / (now.nanos() - before.nanos()));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f%%", 100 * share);
  }
}
