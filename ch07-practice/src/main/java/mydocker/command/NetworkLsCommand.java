package mydocker.command;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import mydocker.network.Network;
import mydocker.network.NetworkStore;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Lists networks: {@code mydocker network ls [OPTIONS]}. */
public final class NetworkLsCommand implements Command {
  static final Options OPTIONS =
      new Options()
          .addOption("f", "filter", true, "only some: driver=bridge, name=back, type=custom")
          .addOption(null, "format", true, Rows.FORMAT)
          .addOption("q", "quiet", false, "only their IDs")
          .addOption(null, "no-trunc", false, "whole IDs")
          .addOption(null, "help", false, "print this");

  private static final String COLUMNS = "{{.ID}}\t{{.Name}}\t{{.Driver}}\t{{.Scope}}";

  /** All of ours end at this host. */
  static final String SCOPE = "local";

  private final GlobalOptions global;
  private final PrintStream out;

  /** Prints to {@code out}. */
  public NetworkLsCommand(GlobalOptions global, PrintStream out) {
    this.global = global;
    this.out = out;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("network ls", OPTIONS, arguments, 0, 0);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    Rows rows = rows(line);
    NetworkStore networks = global.home().containers().networks();
    NetworkFilters filters = new NetworkFilters(networks, NetworkFilters.KEYS);
    for (String filter : Arguments.values(line, "filter")) {
      filters.add(filter);
    }
    for (Network network : networks.list()) {
      if (filters.accept(network)) {
        rows.add(row(network, line.hasOption("no-trunc")));
      }
    }
    rows.print(out);
    return 0;
  }

  private static Rows rows(CommandLine line) throws IOException {
    JsonObject headings = new JsonObject();
    headings.addProperty("CreatedAt", "CREATED AT");
    headings.addProperty("Driver", "DRIVER");
    headings.addProperty("ID", "NETWORK ID");
    headings.addProperty("IPv6", "IPV6");
    headings.addProperty("Internal", "INTERNAL");
    headings.addProperty("Labels", "LABELS");
    headings.addProperty("Name", "NAME");
    headings.addProperty("Scope", "SCOPE");
    String format = line.hasOption("quiet") ? "{{.ID}}" : line.getOptionValue("format");
    return new Rows(Optional.ofNullable(format), COLUMNS, headings);
  }

  private static JsonObject row(Network network, boolean whole) {
    JsonObject row = new JsonObject();
    row.addProperty("CreatedAt", Ago.at(network.created()));
    row.addProperty("Driver", network.driver().toString());
    row.addProperty("ID", whole ? network.id() : network.brief());
    row.addProperty("IPv6", "false");
    row.addProperty("Internal", Boolean.toString(network.internal()));
    row.addProperty("Labels", labels(network));
    row.addProperty("Name", network.name());
    row.addProperty("Scope", SCOPE);
    return row;
  }

  private static String labels(Network network) {
    return network.labels().entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .sorted()
        .collect(Collectors.joining(","));
  }

  private static String help() {
    return """
        Usage: mydocker network ls [OPTIONS]

        Lists networks. The filters are dangling, driver, id, label, name, scope and type.

        Options:
        %s

        Examples:
          mydocker network ls
          mydocker network ls -f type=custom --format '{{.Name}}: {{.Driver}}'
          mydocker network rm $(mydocker network ls -q -f dangling=true)"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
