package mydocker.cli;

import java.util.stream.Collectors;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The options of a command, one a line, as docker lists them. */
final class OptionHelp {
  private OptionHelp() {}

  static String of(Options options) {
    return options.getOptions().stream().map(OptionHelp::line).collect(Collectors.joining("\n"));
  }

  private static String line(Option option) {
    String shortName = option.getOpt() == null ? "   " : "-" + option.getOpt() + ",";
    String value = option.hasArg() ? " VALUE" : "";
    return "  %s --%-22s %s"
        .formatted(shortName, option.getLongOpt() + value, option.getDescription());
  }
}
