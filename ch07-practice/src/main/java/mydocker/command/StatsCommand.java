package mydocker.command;

import com.google.gson.JsonObject;
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
import mydocker.container.Container;
import mydocker.container.ContainerId;
import mydocker.container.ContainerStore;
import mydocker.container.State;
import mydocker.linux.LinkTraffic;
import mydocker.linux.Pause;
import mydocker.linux.ProcessId;
import mydocker.linux.Terminal;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Shows what containers use: {@code mydocker stats [OPTIONS] [CONTAINER...]}. */
public final class StatsCommand implements Command {
  static final Options OPTIONS =
      new Options()
          .addOption("a", "all", false, "also those that do not run")
          .addOption(null, "format", true, Rows.FORMAT)
          .addOption(null, "no-stream", false, "once, and not every second")
          .addOption(null, "no-trunc", false, "whole IDs")
          .addOption(null, "help", false, "print this");

  private static final String COLUMNS =
      "{{.ID}}\t{{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}\t{{.MemPerc}}\t{{.NetIO}}\t{{.BlockIO}}"
          + "\t{{.PIDs}}";
  private static final long INTERVAL_MILLIS = 1000;
  private static final String CLEAR_SCREEN = "\033[2J\033[H";

  private final GlobalOptions global;
  private final PrintStream out;

  /** Prints to {@code out}. */
  public StatsCommand(GlobalOptions global, PrintStream out) {
    this.global = global;
    this.out = out;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("stats", OPTIONS, arguments, 0, Integer.MAX_VALUE);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    boolean once = line.hasOption("no-stream");
    boolean clear = !once && Terminal.isStdout();
    Map<ContainerId, Sample> before = new HashMap<>();
    samples(line).forEach(sample -> before.put(sample.id(), sample));
    do {
      Pause.millis(INTERVAL_MILLIS);
      Rows rows = rows(line);
      List<Sample> now = samples(line);
      for (Sample sample : now) {
        rows.add(row(sample, Optional.ofNullable(before.get(sample.id())), line));
      }
      out.print(clear ? CLEAR_SCREEN : "");
      rows.print(out);
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

  private static Rows rows(CommandLine line) throws IOException {
    JsonObject headings = new JsonObject();
    headings.addProperty("BlockIO", "BLOCK I/O");
    headings.addProperty("CPUPerc", "CPU %");
    headings.addProperty("Container", "CONTAINER");
    headings.addProperty("ID", "CONTAINER ID");
    headings.addProperty("MemPerc", "MEM %");
    headings.addProperty("MemUsage", "MEM USAGE / LIMIT");
    headings.addProperty("Name", "NAME");
    headings.addProperty("NetIO", "NET I/O");
    headings.addProperty("PIDs", "PIDS");
    return new Rows(Optional.ofNullable(line.getOptionValue("format")), COLUMNS, headings);
  }

  private static JsonObject row(Sample now, Optional<Sample> before, CommandLine line) {
    Stats stats = now.stats();
    JsonObject row = new JsonObject();
    row.addProperty(
        "BlockIO", Size.format(stats.blockRead()) + " / " + Size.format(stats.blockWritten()));
    row.addProperty("CPUPerc", percent(before.map(sample -> cpus(sample, now)).orElse(0.0)));
    row.addProperty("Container", now.reference());
    row.addProperty("ID", line.hasOption("no-trunc") ? now.id().digits() : now.id().brief());
    double limit = Math.max(1, stats.memoryLimit());
    row.addProperty("MemPerc", percent(stats.memory() / limit));
    row.addProperty(
        "MemUsage", Bytes.format(stats.memory()) + " / " + Bytes.format(stats.memoryLimit()));
    row.addProperty("Name", now.container().config().name());
    row.addProperty(
        "NetIO", Size.format(now.traffic().received()) + " / " + Size.format(now.traffic().sent()));
    row.addProperty("PIDs", Long.toString(stats.pids()));
    return row;
  }

  /** How many CPUs it has used on average since; one that was started again begins at 0. */
  private static double cpus(Sample before, Sample now) {
    double used = now.stats().cpu().minus(before.stats().cpu()).toNanos();
    return Math.max(0, used / (now.nanos() - before.nanos()));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f%%", 100 * share);
  }

  private static String help() {
    return """
        Usage: mydocker stats [OPTIONS] [CONTAINER...]

        Shows what containers use, every second until Ctrl-C: those that run, or those named. 100 %%
        is one CPU. Memory is without files in the cache that nobody uses.

        Options:
        %s

        Examples:
          mydocker stats
          mydocker stats --no-stream --format '{{.Name}} {{.CPUPerc}}' box"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
