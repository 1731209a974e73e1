package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mydocker.cgroup.Hierarchies;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.container.Container;
import mydocker.container.Home;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Tells about this machine, and what is kept on it: {@code mydocker info}. */
public final class InfoCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "info",
          "tell about this machine",
          0,
          0,
          new Options(),
          "Tells about this machine, and what mydocker keeps on it.",
          "mydocker --root /tmp/box info");

  public InfoCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    out.println(info(global.home()));
    return 0;
  }

  private static String info(Home home) throws IOException {
    List<Container> all = home.containers().list();
    int running = 0;
    for (Container container : all) {
      running += container.isRunning() ? 1 : 0;
    }
    return """
        Containers: %d
         Running: %d
         Stopped: %d
        Images: %d
        Storage Driver: %s
        Root Dir: %s
        Cgroup Version: %s
        Kernel Version: %s
        Architecture: %s
        CPUs: %d"""
        .formatted(
            all.size(),
            running,
            all.size() - running,
            home.images().list().size(),
            home.layers().driver().name(),
            home.root(),
            Hierarchies.here().mode(),
            System.getProperty("os.version"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors());
  }
}
