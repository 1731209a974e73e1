package mydocker.command;

import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** All commands but the demos, in the order in which they are listed. */
public final class Commands {
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

  private static final List<String> NAMES =
      List.of("run", "start", "ps", "rm", "commit", "images", "import", "rmi");

  private Commands() {}

  /** All of them. */
  public static List<Entry> all() {
    return NAMES.stream().map(Commands::named).toList();
  }

  /** The one of a name, if there is one. */
  public static Optional<Entry> find(String name) {
    return Optional.ofNullable(named(name));
  }

  /** Looks at the one alone: the classes of the others need not be loaded for it. */
  private static Entry named(String name) {
    return switch (name) {
      case "run" ->
          new Entry(
              name,
              "run a command in a new container",
              RunCommand.OPTIONS,
              global -> new RunCommand(global, System.out, System.err));
      case "start" ->
          new Entry(
              name,
              "run a container that has ended once more",
              StartCommand.OPTIONS,
              global -> new StartCommand(global, System.out, System.err));
      case "ps" ->
          new Entry(
              name,
              "list containers",
              PsCommand.OPTIONS,
              global -> new PsCommand(global, System.out));
      case "rm" ->
          new Entry(
              name,
              "remove containers",
              RmCommand.OPTIONS,
              global -> new RmCommand(global, System.out, System.err));
      case "commit" ->
          new Entry(
              name,
              "make an image of a container",
              CommitCommand.OPTIONS,
              global -> new CommitCommand(global, System.out));
      case "images" ->
          new Entry(
              name,
              "list images",
              ImagesCommand.OPTIONS,
              global -> new ImagesCommand(global, System.out));
      case "import" ->
          new Entry(
              name,
              "make an image out of a tar archive of files",
              ImportCommand.OPTIONS,
              global -> new ImportCommand(global, System.out));
      case "rmi" ->
          new Entry(
              name,
              "remove images",
              RmiCommand.OPTIONS,
              global -> new RmiCommand(global, System.out, System.err));
      default -> null;
    };
  }
}
