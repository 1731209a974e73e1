package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mydocker.image.ImageName;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Gives an image one more name: {@code mydocker tag IMAGE NAME[:TAG]}. */
public final class TagCommand implements Command {
  static final Options OPTIONS = new Options().addOption(null, "help", false, "print this");

  private final GlobalOptions global;
  private final PrintStream out;

  /** Names the images of a store. */
  public TagCommand(GlobalOptions global, PrintStream out) {
    this.global = global;
    this.out = out;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("tag", OPTIONS, arguments, 2, 2);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    ImageName name = ImageName.parse(line.getArgList().get(1));
    global.images().name(name, global.images().find(line.getArgList().get(0)));
    return 0;
  }

  private static String help() {
    return """
        Usage: mydocker tag SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]

        Gives an image one more name. An image that has the name so far loses it.

        Options:
        %s

        Examples:
          mydocker tag busybox my/box:1.0
          mydocker tag 3f57d9401f8d box"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
