package mydocker.command;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Inspections;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.command.network.NetworkInspection;
import mydocker.container.Container;
import mydocker.container.Home;
import mydocker.container.NoSuchContainerException;
import mydocker.format.ContainerInspection;
import mydocker.format.ImageInspection;
import mydocker.image.Image;
import mydocker.image.ImageName;
import mydocker.image.NoSuchImageException;
import mydocker.network.NetworkStore;
import mydocker.network.NoSuchNetworkException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Tells all that is known of something: {@code mydocker inspect}. */
public final class InspectCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "inspect [OPTIONS] NAME|ID...",
          "tell all about containers, images and networks",
          1,
          Integer.MAX_VALUE,
          new Options()
              .addOption("f", "format", true, "print each by a Go template; json")
              .addOption("s", "size", false, "how much containers have written, too")
              .addOption(null, "type", true, "only of this kind: container, image, network"),
          """
          Tells all that is known of containers, images and networks, as JSON. Of the same name a
          container comes before an image, and that before a network.""",
          """
          mydocker inspect box
          mydocker inspect -f '{{.State.Status}} {{.State.ExitCode}}' box
          mydocker inspect -f '{{range .Mounts}}{{.Source}} {{end}}' box
          mydocker inspect -f '{{json .Config.Env}}' busybox
          mydocker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' box""");

  public InspectCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    String type = line.getOptionValue("type", "");
    if (!List.of("", "container", "image", "network").contains(type)) {
      throw new ParseException("\"%s\" is not a valid value for --type".formatted(type));
    }
    return new Inspections(line.getOptionValue("format", ""), out, err)
        .print(line.getArgList(), reference -> inspect(reference, type, line.hasOption("size")));
  }

  /** A container, or else an image, or else a network. */
  private JsonObject inspect(String reference, String type, boolean withSize) throws IOException {
    Home home = global.home();
    if (isAsked("container", type)) {
      try {
        Container container = home.containers().find(reference.replaceFirst("^/", ""));
        return new ContainerInspection(home, container).json(withSize);
      } catch (NoSuchContainerException e) {
        // it may be something else
      }
    }
    if (isAsked("image", type)) {
      try {
        return ImageInspection.json(home, image(home, reference));
      } catch (NoSuchImageException e) {
        // it may be something else
      }
    }
    if (isAsked("network", type)) {
      try {
        NetworkStore networks = home.containers().networks();
        return NetworkInspection.json(networks, networks.find(reference));
      } catch (NoSuchNetworkException e) {
        // nor that
      }
    }
    throw new IOException("no such object: " + reference);
  }

  private static boolean isAsked(String type, String asked) {
    return asked.isEmpty() || asked.equals(type);
  }

  private static Image image(Home home, String reference) throws IOException {
    if (!reference.matches("(sha256:)?[0-9a-f]{64}")) {
      try {
        ImageName.parse(reference);
      } catch (IOException e) {
        throw new NoSuchImageException(reference); // no image can be called so
      }
    }
    return home.images().find(reference);
  }
}
