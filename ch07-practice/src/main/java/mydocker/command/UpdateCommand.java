package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import mydocker.cgroup.Limits;
import mydocker.cli.EachContainer;
import mydocker.cli.GlobalOptions;
import mydocker.cli.LifecycleOptions;
import mydocker.cli.LimitOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.config.RestartPolicy;
import mydocker.container.ContainerStore;
import mydocker.container.Update;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Changes what containers may use: {@code mydocker update [OPTIONS] CONTAINER...}. */
public final class UpdateCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "update [OPTIONS] CONTAINER...",
          "change the limits of containers",
          1,
          Integer.MAX_VALUE,
          LimitOptions.addTo(
              new Options()
                  .addOption(
                      null, "restart", true, "no, on-failure[:N], always or unless-stopped")),
          "Changes limits of containers, at once if they run. What is not named stays as it is.",
          """
          mydocker update -m 200m box
          mydocker update --cpus 0.5 --pids-limit -1 box
          mydocker update --restart on-failure:3 box""");

  public UpdateCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    if (line.getOptions().length == 0) {
      throw new ParseException("You must provide one or more flags when using this command.");
    }
    ContainerStore containers = global.home().containers();
    Optional<RestartPolicy> restart =
        line.hasOption("restart")
            ? Optional.of(LifecycleOptions.restart(line.getOptionValue("restart")))
            : Optional.empty();
    Update update = new Update(old -> limits(line, old), restart);
    return new EachContainer(containers, out, err)
        .run(
            line.getArgList(),
            (container, reference) -> {
              update.apply(containers, container);
              return reference;
            });
  }

  private static Limits limits(CommandLine line, Limits old) throws IOException {
    try {
      Limits limits = LimitOptions.parse(line, old);
      long both = limits.memorySwap().orElse(Limits.UNLIMITED);
      if (both != Limits.UNLIMITED && both < limits.memory().orElse(0L)) {
        throw new ParseException(
            "Memory limit should be smaller than already set memoryswap limit, update the"
                + " memoryswap at the same time");
      }
      return limits;
    } catch (ParseException e) { // it depends on the limits that a container has
      throw new IOException(e.getMessage(), e);
    }
  }
}
