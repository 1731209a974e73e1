package mydocker.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import mydocker.config.RunSpec;
import mydocker.container.Container;
import mydocker.container.Home;
import mydocker.image.BusyboxImage;
import mydocker.image.Image;
import mydocker.image.ImageList;
import mydocker.image.NoSuchImageException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.ParseException;

/** The container that a command line asks for. */
public final class NewContainer {
  private NewContainer() {}

  /** Our options end where the image is named: what follows is the command's own. */
  public static CommandLine parse(Usage usage, List<String> arguments) throws ParseException {
    String command = usage.name();
    CommandLine line = Arguments.parse(usage, arguments, true);
    List<String> words = line.getArgList();
    if (!words.isEmpty() && words.get(0).startsWith("-")) {
      throw new ParseException(
          "unknown flag: %s; see mydocker %s --help".formatted(words.get(0), command));
    }
    if (words.isEmpty() && !line.hasOption("help")) {
      throw new ParseException(
          "%s requires an IMAGE; see mydocker %s --help".formatted(command, command));
    }
    return line;
  }

  /** Makes what a command line asks for. */
  public static Container create(Home home, CommandLine line, PrintStream err)
      throws IOException, ParseException {
    RunSpec spec = ContainerOptions.parse(line);
    Image image = find(home.images(), spec.image(), err);
    try {
      Optional<String> name = Optional.ofNullable(line.getOptionValue("name"));
      return home.containers().create(image, name, spec);
    } catch (IllegalArgumentException e) {
      throw new ParseException(e.getMessage());
    }
  }

  /** The image; the one that everybody tries first is made if it is missing. */
  private static Image find(ImageList images, String name, PrintStream err) throws IOException {
    try {
      return images.find(name);
    } catch (NoSuchImageException e) {
      if (name.equals("busybox") || name.equals("busybox:latest")) {
        return BusyboxImage.get(images, err);
      }
      throw new IOException(
          e.getMessage() + ": import it (mydocker import --help), or run busybox", e);
    }
  }
}
