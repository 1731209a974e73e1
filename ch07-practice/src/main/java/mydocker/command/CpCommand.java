package mydocker.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Subcommand;
import mydocker.cli.Usage;
import mydocker.container.Copy;
import mydocker.format.Size;
import mydocker.linux.Terminal;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * Copies files between a container and the host: {@code mydocker cp CONTAINER:SRC DEST} or {@code
 * mydocker cp SRC CONTAINER:DEST}.
 */
public final class CpCommand extends Subcommand {
  public static final Usage USAGE =
      new Usage(
          "cp [OPTIONS] CONTAINER:SRC DEST|-\n"
              + "       mydocker cp [OPTIONS] SRC|- CONTAINER:DEST",
          "copy files out of a container or into it",
          2,
          2,
          new Options()
              .addOption("a", "archive", false, "keep owners, and setuid and setgid bits")
              .addOption("L", "follow-link", false, "copy what a link SRC leads to, not the link")
              .addOption("q", "quiet", false, "do not tell, on a terminal, how much was copied"),
          """
          Copies a file, or a folder with all in it, out of a container or into it, whether it runs
          or not. Into a folder that is there a copy comes under its own name; /. behind SRC copies
          what the folder has. - is a tar on stdin or stdout. Copies belong to root, unless -a is
          given.""",
          """
          mydocker cp box:/var/log/app.log .
          mydocker cp site/. box:/var/www
          mydocker cp box:/etc - | tar -tv""");

  private static final String TAR = "-";

  private final InputStream in;

  /** A word of the command line: a path, perhaps in a container. */
  private record Side(Optional<String> container, String path) {

    /** As docker reads it: {@code ./a:b} and {@code /a:b} are files of the host. */
    static Side parse(String word) {
      int colon = word.indexOf(':');
      boolean isHost = colon < 1 || word.startsWith("/") || word.startsWith(".");
      return isHost
          ? new Side(Optional.empty(), word)
          : new Side(Optional.of(word.substring(0, colon)), word.substring(colon + 1));
    }
  }

  public CpCommand(GlobalOptions global, InputStream in, PrintStream out, PrintStream err) {
    super(USAGE, global, out, err);
    this.in = in;
  }

  @Override
  protected int run(CommandLine line) throws IOException, ParseException {
    Side from = Side.parse(line.getArgList().get(0));
    Side to = Side.parse(line.getArgList().get(1));
    if (from.container().isPresent() && to.container().isPresent()) {
      throw new IOException("copying between containers is not supported");
    }
    if (from.container().isEmpty() && to.container().isEmpty()) {
      throw new IOException("must specify at least one container source");
    }
    Side inside = from.container().isPresent() ? from : to;
    Copy copy =
        new Copy(
            global.home().containers().find(inside.container().get()),
            inside.path(),
            line.hasOption("archive"));
    if (from.path().isEmpty() || to.path().isEmpty()) {
      throw new IOException(
          (from.path().isEmpty() ? "source" : "destination") + " path cannot be empty");
    }
    copy(copy, from, to, line);
    return 0;
  }

  private void copy(Copy copy, Side from, Side to, CommandLine line) throws IOException {
    boolean followsLink = line.hasOption("follow-link");
    Path here = Path.of("").toAbsolutePath();
    Copy.Result result;
    if (to.container().isPresent()) {
      if (from.path().equals(TAR)) {
        copy.fromTar(in);
        return;
      }
      result = copy.fromHost(here, from.path(), followsLink);
    } else {
      if (to.path().equals(TAR)) {
        copy.toTar(out, followsLink);
        return;
      }
      result = copy.toHost(here, to.path(), followsLink);
    }
    for (String device : result.leftOut()) {
      err.println("mydocker: copy '%s': left out: it is a device".formatted(device));
    }
    if (!line.hasOption("quiet") && Terminal.isStderr()) {
      String where = to.container().map(name -> name + ":").orElse("") + to.path();
      err.println("Successfully copied " + Size.format(result.bytes()) + " to " + where);
    }
  }
}
