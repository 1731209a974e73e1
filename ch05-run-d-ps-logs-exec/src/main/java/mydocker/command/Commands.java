package mydocker.command;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** All commands but the demos, in the order in which they are listed. */
public final class Commands {
  private static final InputStream IN = System.in;
  private static final PrintStream OUT = System.out;
  private static final PrintStream ERR = System.err;

  /** How a command is made when it is asked for. */
  private interface Maker {
    Command make(GlobalOptions global);
  }

  /**
   * A command.
   *
   * @param name the word that asks for it
   * @param summary what it does, in a few words
   * @param options its options
   */
  public record Entry(String name, String summary, Options options, Maker maker) {
    /** Makes it. */
    public Command make(GlobalOptions global) {
      return maker.make(global);
    }
  }

  private static final List<Entry> ALL =
      List.of(
          new Entry(
              "run",
              "run a command in a new container",
              RunCommand.OPTIONS,
              global -> new RunCommand(global, OUT, ERR)),
          new Entry(
              "start",
              "run a container that has ended once more",
              StartCommand.OPTIONS,
              global -> new StartCommand(global, OUT, ERR)),
          new Entry(
              "ps", "list containers", PsCommand.OPTIONS, global -> new PsCommand(global, OUT)),
          new Entry(
              "rm",
              "remove containers",
              RmCommand.OPTIONS,
              global -> new RmCommand(global, OUT, ERR)),
          new Entry(
              "commit",
              "make an image of a container",
              CommitCommand.OPTIONS,
              global -> new CommitCommand(global, OUT)),
          new Entry(
              "images",
              "list images",
              ImagesCommand.OPTIONS,
              global -> new ImagesCommand(global, OUT)),
          new Entry(
              "history",
              "show how an image was made",
              HistoryCommand.OPTIONS,
              global -> new HistoryCommand(global, OUT)),
          new Entry(
              "import",
              "make an image out of a tar archive of files",
              ImportCommand.OPTIONS,
              global -> new ImportCommand(global, IN, OUT)),
          new Entry(
              "load",
              "take images out of an archive",
              LoadCommand.OPTIONS,
              global -> new LoadCommand(global, IN, OUT)),
          new Entry(
              "save",
              "put images into an archive",
              SaveCommand.OPTIONS,
              global -> new SaveCommand(global, OUT)),
          new Entry(
              "tag",
              "give an image one more name",
              TagCommand.OPTIONS,
              global -> new TagCommand(global, OUT)),
          new Entry(
              "rmi",
              "remove images",
              RmiCommand.OPTIONS,
              global -> new RmiCommand(global, OUT, ERR)),
          new Entry(
              "info",
              "tell about this machine",
              InfoCommand.OPTIONS,
              global -> new InfoCommand(global, OUT)));

  private Commands() {}

  /** All of them. */
  public static List<Entry> all() {
    return ALL;
  }

  /** The one of a name, if there is one. */
  public static Optional<Entry> find(String name) {
    return ALL.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }
}
