package mydocker.cli;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The options of a command, one a line, as docker lists them. */
public final class OptionHelp {
  private OptionHelp() {}

  static String of(Options options) {
    return options.getOptions().stream().map(OptionHelp::line).collect(Collectors.joining("\n"));
  }

  /** All of them in one line, as they are typed: {@code -m --memory ...}. */
  public static String words(Options options) {
    return options.getOptions().stream()
        .flatMap(option -> Stream.of(option.getOpt(), option.getLongOpt()))
        .filter(Objects::nonNull)
        .map(name -> (name.length() == 1 ? "-" : "--") + name)
        .collect(Collectors.joining(" "));
  }

  private static String line(Option option) {
    String shortName = option.getOpt() == null ? "   " : "-" + option.getOpt() + ",";
    String value = option.hasArg() ? " VALUE" : "";
    return "  %s --%-22s %s"
        .formatted(shortName, option.getLongOpt() + value, option.getDescription());
  }
}
