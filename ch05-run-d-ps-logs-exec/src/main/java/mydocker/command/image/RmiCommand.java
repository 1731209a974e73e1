package mydocker.command.image;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Reason;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.container.Container;
import mydocker.image.Image;
import mydocker.image.StoreLock;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Removes images: {@code mydocker rmi}. */
public final class RmiCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "rmi [OPTIONS] IMAGE [IMAGE...]",
          "remove images",
          1,
          Integer.MAX_VALUE,
          new Options(),
          "Removes images that no container uses, with the layers that nothing else stands on.",
          """
          mydocker rmi busybox
          mydocker rmi my/box:1.0 3f57d9401f8d""");

  public RmiCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    int code = 0;
    for (String reference : line.getArgList()) {
      try (StoreLock held = global.images().lock()) {
        remove(reference);
      } catch (IOException e) {
        err.println("mydocker: " + Reason.of(e));
        code = 1;
      }
    }
    return code;
  }

  private void remove(String reference) throws IOException {
    Image image = global.images().find(reference);
    Optional<String> user = user(image);
    if (user.isPresent()) {
      throw new IOException(
          "conflict: unable to delete %s - image is being used by container %s"
              .formatted(image.brief(), user.get()));
    }
    List<String> layers = global.images().remove(image);
    out.println("Deleted: " + image.id());
    layers.forEach(layer -> out.println("Deleted: " + layer));
  }

  private Optional<String> user(Image image) throws IOException {
    return global.home().containers().list().stream()
        .map(Container::config)
        .filter(config -> config.image().equals(image.id()))
        .map(config -> config.id().brief())
        .findFirst();
  }
}
