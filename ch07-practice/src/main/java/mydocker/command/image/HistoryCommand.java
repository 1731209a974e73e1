package mydocker.command.image;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.format.Ago;
import mydocker.format.Size;
import mydocker.format.Table;
import mydocker.image.Digest;
import mydocker.image.History;
import mydocker.image.Image;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Tells how an image was made: {@code mydocker history [OPTIONS] IMAGE}. */
public final class HistoryCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "history [OPTIONS] IMAGE",
          "show how an image was made",
          1,
          1,
          new Options()
              .addOption("q", "quiet", false, "only IDs")
              .addOption(null, "no-trunc", false, "whole IDs and commands"),
          "Tells how an image was made, the last step first.",
          """
          mydocker history busybox
          mydocker history --no-trunc busybox""");

  /** The longest command that is shown whole. */
  private static final int LONGEST = 45;

  public HistoryCommand(GlobalOptions global, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    Image image = global.images().find(line.getArgList().get(0));
    boolean whole = line.hasOption("no-trunc");
    Table table = new Table("IMAGE", "CREATED", "CREATED BY", "SIZE", "COMMENT");
    Instant now = Instant.now();
    // Of the steps only the last one made an image that is still there.
    String id = whole ? image.id().toString() : image.id().brief();
    for (Step step : lastFirst(image)) {
      if (line.hasOption("quiet")) {
        out.println(id);
      }
      String by = step.history().createdBy().replace('\t', ' ');
      table.add(
          id,
          Ago.of(step.history().created(), now),
          whole ? by : cut(by),
          Size.format(step.size()),
          step.history().comment());
      id = "<missing>";
    }
    if (!line.hasOption("quiet")) {
      table.print(out);
    }
    return 0;
  }

  private record Step(History history, long size) {}

  /** The steps with the sizes of their layers; a step that changed no file has none. */
  private List<Step> lastFirst(Image image) throws IOException {
    Iterator<Digest> layers = image.chain().iterator();
    List<Step> steps = new ArrayList<>();
    for (History history : image.config().history()) {
      steps.add(
          new Step(history, history.empty() ? 0 : global.images().layers().size(layers.next())));
    }
    Collections.reverse(steps);
    return steps;
  }

  private static String cut(String command) {
    int length = command.codePointCount(0, command.length());
    return length <= LONGEST
        ? command
        : command.substring(0, command.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }
}
