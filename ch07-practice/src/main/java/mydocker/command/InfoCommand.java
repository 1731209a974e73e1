package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mydocker.cgroup.Hierarchies;
import mydocker.container.Container;
import mydocker.container.Home;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Tells about this machine, and what is kept on it: {@code mydocker info}. */
public final class InfoCommand implements Command {
  static final Options OPTIONS = new Options().addOption(null, "help", false, "print this");

  private final GlobalOptions global;
  private final PrintStream out;

  /** Prints to {@code out}. */
  public InfoCommand(GlobalOptions global, PrintStream out) {
    this.global = global;
    this.out = out;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("info", OPTIONS, arguments, 0, 0);
    out.println(line.hasOption("help") ? help() : info(global.home()));
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

  private static String help() {
    return """
        Usage: mydocker info

        Tells about this machine, and what mydocker keeps on it.

        Options:
        %s

        Example:
          mydocker --root /tmp/box info"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
