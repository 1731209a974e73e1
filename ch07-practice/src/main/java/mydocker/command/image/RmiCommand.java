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
import mydocker.image.Digest;
import mydocker.image.Image;
import mydocker.image.ImageName;
import mydocker.image.NoSuchImageException;
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
          new Options().addOption("f", "force", false, "also names of images that containers use"),
          """
          Takes names from images. With its last name an image is removed, unless a container uses
          it.""",
          """
          mydocker rmi busybox
          mydocker rmi my/box:1.0 3f57d9401f8d""");

  public RmiCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    boolean force = line.hasOption("force");
    int code = 0;
    for (String reference : line.getArgList()) {
      try (StoreLock outer = global.images().lockForAdding();
          StoreLock inner = global.images().lock()) {
        remove(reference, force);
      } catch (NoSuchImageException e) {
        err.println("mydocker: " + e.getMessage());
        code = force ? code : 1;
      } catch (IOException e) {
        err.println("mydocker: " + Reason.of(e));
        code = 1;
      }
    }
    return code;
  }

  private void remove(String reference, boolean force) throws IOException {
    Image image = global.images().find(reference);
    List<ImageName> names = global.images().names(image);
    Optional<ImageName> name = global.images().nameMeantBy(reference).filter(names::contains);
    Optional<String> user = user(image);
    if (name.isPresent()) {
      if (names.size() == 1 && user.isPresent() && !force) {
        throw new IOException(
            ("conflict: unable to remove repository reference \"%s\" (must force)"
                    + " - container %s is using its referenced image %s")
                .formatted(reference, user.get(), image.id().brief()));
      }
      untag(name.get());
      if (names.size() > 1 || user.isPresent()) {
        return;
      }
    } else {
      requireRemovable(image, names, user, force);
      for (ImageName each : names) {
        untag(each);
      }
    }
    List<Digest> layers = global.images().remove(image);
    out.println("Deleted: " + image.id());
    layers.forEach(layer -> out.println("Deleted: " + layer));
  }

  /** By its ID an image goes with all its names, but never while a container needs it. */
  private static void requireRemovable(
      Image image, List<ImageName> names, Optional<String> user, boolean force) throws IOException {
    String conflict = "conflict: unable to delete " + image.id().brief();
    if (user.isPresent()) {
      throw new IOException(
          conflict + " (cannot be forced) - image is being used by container " + user.get());
    }
    if (names.size() > 1 && !force) {
      throw new IOException(
          conflict + " (must be forced) - image is referenced in multiple repositories");
    }
  }

  private Optional<String> user(Image image) throws IOException {
    return global.home().containers().list().stream()
        .map(Container::config)
        .filter(config -> config.image().equals(image.id()))
        .map(config -> config.id().brief())
        .findFirst();
  }

  private void untag(ImageName name) throws IOException {
    global.images().unname(name);
    out.println("Untagged: " + name);
  }
}
