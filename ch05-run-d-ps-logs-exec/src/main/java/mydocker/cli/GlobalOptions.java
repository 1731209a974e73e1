package mydocker.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mydocker.container.Home;
import mydocker.image.ImageList;
import org.apache.commons.cli.ParseException;

/** The options that stand before a command's name: where everything is kept, and how. */
public final class GlobalOptions {
  private static final String ROOT = "--root";
  private static final String DRIVER = "--storage-driver";
  private static final String DEFAULT_ROOT = "/var/lib/mydocker/ch05";

  /** As the program's own help lists them. */
  public static final String HELP =
      """
      --root DIR             where images and containers are kept (/var/lib/mydocker/ch05),
                             or the environment variable MYDOCKER_ROOT
      --storage-driver NAME  overlay2 or aufs (the one in use there, or the best)""";

  private final List<String> rest;
  private String root = System.getenv().getOrDefault("MYDOCKER_ROOT", DEFAULT_ROOT);
  private String driver;
  private Home home;

  /**
   * Takes them from the beginning of a command line.
   *
   * @throws ParseException if one has no value
   */
  public GlobalOptions(List<String> words) throws ParseException {
    rest = new ArrayList<>(words);
    while (!rest.isEmpty() && List.of(ROOT, DRIVER).contains(rest.get(0).split("=", 2)[0])) {
      String[] option = rest.remove(0).split("=", 2);
      if (option.length == 1 && rest.isEmpty()) {
        throw new ParseException("flag needs an argument: " + option[0]);
      }
      String value = option.length == 2 ? option[1] : rest.remove(0);
      if (option[0].equals(ROOT)) {
        root = value;
      } else {
        driver = value;
      }
    }
    if (root.isEmpty()) {
      throw new ParseException("invalid argument \"\" for --root: it is the name of a folder");
    }
  }

  /** The other words. */
  public List<String> rest() {
    return List.copyOf(rest);
  }

  /** The folder, opened when it is first asked for: to print a help text needs none. */
  public Home home() throws IOException {
    if (home == null) {
      home = Home.open(Path.of(root).toAbsolutePath().normalize(), Optional.ofNullable(driver));
    }
    return home;
  }

  /** The images in it. */
  public ImageList images() throws IOException {
    return home().images();
  }
}
