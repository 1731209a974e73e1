package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.config.ExposedPort;
import mydocker.network.PublishedPort;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Tells where a container's ports are reached: {@code mydocker port CONTAINER [PORT[/PROTO]]}. */
public final class PortCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "port CONTAINER [PORT[/PROTOCOL]]",
          "tell through which ports of this host a container is reached",
          1,
          2,
          new Options(),
          "Tells through which ports of this host those of a container are reached.",
          """
          mydocker port web
          mydocker port web 80/tcp""");

  private static final Comparator<PublishedPort> ORDER =
      Comparator.comparing(PortCommand::inside)
          .thenComparing(PublishedPort::hostAddress)
          .thenComparingInt(PublishedPort::hostPort);

  public PortCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    List<String> words = line.getArgList();
    List<PublishedPort> ports =
        global.home().containers().find(words.get(0)).endpoints().stream()
            .flatMap(endpoint -> endpoint.ports().stream())
            .sorted(ORDER)
            .toList();
    if (words.size() == 1) {
      ports.forEach(port -> out.println(inside(port) + " -> " + outside(port)));
      return 0;
    }
    ExposedPort wanted = port(words.get(1));
    List<PublishedPort> found = ports.stream().filter(p -> inside(p).equals(wanted)).toList();
    if (found.isEmpty()) {
      throw new IOException(
          "No public port '%s' published for %s".formatted(words.get(1), words.get(0)));
    }
    found.forEach(port -> out.println(outside(port)));
    return 0;
  }

  private static ExposedPort port(String text) throws IOException {
    try {
      List<ExposedPort> ports = ExposedPort.parse(text);
      if (ports.size() == 1) {
        return ports.get(0);
      }
    } catch (IllegalArgumentException e) {
      // the same as several ports
    }
    throw new IOException("invalid port (%s): PORT[/PROTOCOL] is expected".formatted(text));
  }

  private static ExposedPort inside(PublishedPort port) {
    return new ExposedPort(port.containerPort(), port.protocol());
  }

  private static String outside(PublishedPort port) {
    return port.hostAddress() + ":" + port.hostPort();
  }
}
