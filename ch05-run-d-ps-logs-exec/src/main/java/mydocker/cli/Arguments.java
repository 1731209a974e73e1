package mydocker.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** The words behind a command whose options may stand anywhere among them. */
public final class Arguments {
  private Arguments() {}

  /** Tells options from other words, and sees that these are neither too few nor too many. */
  public static CommandLine parse(Usage usage, List<String> arguments) throws ParseException {
    CommandLine line = parse(usage, arguments, false);
    int count = line.getArgList().size();
    if (!line.hasOption("help") && (count < usage.least() || count > usage.most())) {
      throw new ParseException(
          "wrong number of arguments: mydocker %s; see mydocker %s --help"
              .formatted(usage.form(), usage.name()));
    }
    return line;
  }

  /**
   * Tells options from other words, in docker's words if there is something wrong.
   *
   * @param stopAtNonOption whether the first other word ends the options
   */
  public static CommandLine parse(Usage usage, List<String> arguments, boolean stopAtNonOption)
      throws ParseException {
    try {
      return lastFirst(
          DefaultParser.builder()
              .setAllowPartialMatching(false)
              .setStripLeadingAndTrailingQuotes(false)
              .build()
              .parse(usage.options(), arguments.toArray(String[]::new), stopAtNonOption));
    } catch (UnrecognizedOptionException e) {
      throw new ParseException(
          "unknown flag: %s; see mydocker %s --help".formatted(e.getOption(), usage.name()));
    } catch (MissingArgumentException e) {
      throw new ParseException(
          "flag needs an argument: --%s; see mydocker %s --help"
              .formatted(e.getOption().getLongOpt(), usage.name()));
    }
  }

  /**
   * The same with its options turned round: getOptionValue tells the first value of one that is
   * given twice, and the last is to count.
   */
  private static CommandLine lastFirst(CommandLine line) {
    CommandLine.Builder turned = new CommandLine.Builder();
    line.getArgList().forEach(turned::addArg);
    List<Option> options = new ArrayList<>(List.of(line.getOptions()));
    Collections.reverse(options);
    options.forEach(turned::addOption);
    return turned.build();
  }

  /** The values of an option that may be given several times, in their order; none if it is not. */
  static List<String> values(CommandLine line, String option) {
    String[] values = line.getOptionValues(option);
    List<String> inOrder = new ArrayList<>(values == null ? List.of() : List.of(values));
    Collections.reverse(inOrder);
    return inOrder;
  }
}
