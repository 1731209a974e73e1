package mydocker.command;

import com.google.gson.FormattingStyle;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import mydocker.container.Container;
import mydocker.container.Home;
import mydocker.container.NoSuchContainerException;
import mydocker.image.Image;
import mydocker.image.ImageName;
import mydocker.image.NoSuchImageException;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Tells all about containers and images: {@code mydocker inspect [OPTIONS] NAME|ID...}. */
public final class InspectCommand implements Command {
  static final Options OPTIONS =
      new Options()
          .addOption("f", "format", true, "print each by a Go template; json")
          .addOption("s", "size", false, "how much containers have written, too")
          .addOption(null, "type", true, "only of this kind: container or image")
          .addOption(null, "help", false, "print this");

  private static final FormattingStyle STYLE = FormattingStyle.PRETTY.withIndent("    ");

  private final GlobalOptions global;
  private final PrintStream out;
  private final PrintStream err;

  /** Prints what is found to {@code out}, and what is missing to {@code err}. */
  public InspectCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    this.global = global;
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("inspect", OPTIONS, arguments, 1, Integer.MAX_VALUE);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
    String type = line.getOptionValue("type", "");
    if (!List.of("", "container", "image").contains(type)) {
      throw new ParseException("\"%s\" is not a valid value for --type".formatted(type));
    }
    String format = line.getOptionValue("format", "");
    Optional<Template> template =
        format.isEmpty()
            ? Optional.empty()
            : Optional.of(Template.parse(format.equals("json") ? "{{json .}}" : format));
    JsonArray found = new JsonArray();
    int code = 0;
    for (String reference : line.getArgList()) {
      try {
        JsonObject object = inspect(reference, type, line.hasOption("size"));
        if (template.isPresent()) {
          out.println(template.get().of(object));
        }
        found.add(object);
      } catch (NoSuchContainerException | NoSuchImageException e) {
        err.println("mydocker: no such object: " + reference);
        code = 1;
      }
    }
    if (template.isEmpty()) {
      out.println(pretty(found));
    }
    return code;
  }

  /** A container, or else an image. */
  private JsonObject inspect(String reference, String type, boolean withSize) throws IOException {
    Home home = global.home();
    if (!type.equals("image")) {
      try {
        Container container = home.containers().find(reference.replaceFirst("^/", ""));
        return new ContainerInspection(home, container).json(withSize);
      } catch (NoSuchContainerException e) {
        if (type.equals("container")) {
          throw e;
        }
      }
    }
    return ImageInspection.json(home, image(home, reference));
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

  private static String pretty(JsonElement json) {
    return new GsonBuilder()
        .setFormattingStyle(STYLE)
        .disableHtmlEscaping()
        .serializeNulls()
        .create()
        .toJson(json);
  }

  private static String help() {
    return """
        Usage: mydocker inspect [OPTIONS] NAME|ID...

        Tells all that is known of containers and images, as JSON. A container comes before an image
        of the same name.

        Options:
        %s

        Examples:
          mydocker inspect box
          mydocker inspect -f '{{.State.Status}} {{.State.ExitCode}}' box
          mydocker inspect -f '{{range .Mounts}}{{.Source}} {{end}}' box
          mydocker inspect -f '{{json .Config.Env}}' busybox"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
