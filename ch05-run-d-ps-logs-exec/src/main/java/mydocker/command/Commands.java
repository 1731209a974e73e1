package mydocker.command;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** All commands but the demos, in the order in which they are listed. */
public final class Commands {
  private static final PrintStream OUT = System.out;
  private static final PrintStream ERR = System.err;

  /** How a command is made when it is asked for. */
  private interface Maker {
    Command make(GlobalOptions global);
  }

  /** What a command is for. */
  public enum Group {
    /** What happens to a container from its beginning to its end. */
    LIFE("Let containers live"),
    /** What happens inside while it runs. */
    INSIDE("Reach into containers"),
    /** What can be seen of it. */
    LOOK("Look at containers"),
    /** What it is made of. */
    IMAGES("Make and keep images"),
    /** What nobody types. */
    OWN("Used by mydocker itself");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    /** What stands above its commands in a help text. */
    public String title() {
      return title;
    }
  }

  /**
   * A command.
   *
   * @param group what it is for
   * @param name the word that asks for it
   * @param summary what it does, in a few words
   * @param options its options
   */
  public record Entry(Group group, String name, String summary, Options options, Maker maker) {
    /** Makes it. */
    public Command make(GlobalOptions global) {
      return maker.make(global);
    }
  }

  private static final List<String> NAMES =
      List.of(
          "run", "start", "stop", "kill", "wait", "exec", "ps", "logs", "inspect", "rm", "commit",
          "images", "import", "rmi", "reap");

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
              Group.LIFE,
              name,
              "run a command in a new container",
              RunCommand.OPTIONS,
              global -> new RunCommand(global, OUT, ERR));
      case "start" ->
          new Entry(
              Group.LIFE,
              name,
              "start containers that do not run",
              StartCommand.OPTIONS,
              global -> new StartCommand(global, OUT, ERR));
      case "stop" ->
          new Entry(
              Group.LIFE,
              name,
              "ask containers to end",
              StopCommand.OPTIONS,
              global -> new StopCommand(global, OUT, ERR));
      case "kill" ->
          new Entry(
              Group.LIFE,
              name,
              "send containers a signal",
              KillCommand.OPTIONS,
              global -> new KillCommand(global, OUT, ERR));
      case "wait" ->
          new Entry(
              Group.LIFE,
              name,
              "wait for the end of containers",
              WaitCommand.OPTIONS,
              global -> new WaitCommand(global, OUT, ERR));
      case "exec" ->
          new Entry(
              Group.INSIDE,
              name,
              "run one more command in a container",
              ExecCommand.OPTIONS,
              global -> new ExecCommand(global, OUT, ERR));
      case "ps" ->
          new Entry(
              Group.LOOK,
              name,
              "list containers",
              PsCommand.OPTIONS,
              global -> new PsCommand(global, OUT));
      case "logs" ->
          new Entry(
              Group.LOOK,
              name,
              "show what a container has written",
              LogsCommand.OPTIONS,
              global -> new LogsCommand(global, OUT, ERR));
      case "inspect" ->
          new Entry(
              Group.LOOK,
              name,
              "tell what is known of containers",
              InspectCommand.OPTIONS,
              global -> new InspectCommand(global, OUT, ERR));
      case "rm" ->
          new Entry(
              Group.LIFE,
              name,
              "remove containers",
              RmCommand.OPTIONS,
              global -> new RmCommand(global, OUT, ERR));
      case "commit" ->
          new Entry(
              Group.IMAGES,
              name,
              "make an image of a container",
              CommitCommand.OPTIONS,
              global -> new CommitCommand(global, OUT));
      case "images" ->
          new Entry(
              Group.IMAGES,
              name,
              "list images",
              ImagesCommand.OPTIONS,
              global -> new ImagesCommand(global, OUT));
      case "import" ->
          new Entry(
              Group.IMAGES,
              name,
              "make an image out of a tar archive of files",
              ImportCommand.OPTIONS,
              global -> new ImportCommand(global, OUT));
      case "rmi" ->
          new Entry(
              Group.IMAGES,
              name,
              "remove images",
              RmiCommand.OPTIONS,
              global -> new RmiCommand(global, OUT, ERR));
      case "reap" ->
          new Entry(
              Group.OWN,
              name,
              "clean up after a container: its monitor does it",
              ReapCommand.OPTIONS,
              global -> new ReapCommand(global));
      default -> null;
    };
  }
}
