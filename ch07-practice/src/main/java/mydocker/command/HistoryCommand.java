package mydocker.command;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import mydocker.image.Digest;
import mydocker.image.History;
import mydocker.image.Image;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/** Tells how an image was made: {@code mydocker history [OPTIONS] IMAGE}. */
public final class HistoryCommand implements Command {
  static final Options OPTIONS =
      new Options()
          .addOption("q", "quiet", false, "only IDs")
          .addOption(null, "no-trunc", false, "whole IDs and commands")
          .addOption(null, "help", false, "print this");

  /** The longest command that is shown whole. */
  private static final int LONGEST = 45;

  private final GlobalOptions global;
  private final PrintStream out;

  /** Tells of the images of a store. */
  public HistoryCommand(GlobalOptions global, PrintStream out) {
    this.global = global;
    this.out = out;
  }

  @Override
  public int run(List<String> arguments) throws IOException, ParseException {
    CommandLine line = Arguments.parse("history", OPTIONS, arguments, 1, 1);
    if (line.hasOption("help")) {
      out.println(help());
      return 0;
    }
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

  private static String help() {
    return """
        Usage: mydocker history [OPTIONS] IMAGE

        Tells how an image was made, the last step first.

        Options:
        %s

        Examples:
          mydocker history busybox
          mydocker history --no-trunc busybox"""
        .formatted(OptionHelp.of(OPTIONS));
  }
}
