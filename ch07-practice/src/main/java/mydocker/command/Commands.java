package mydocker.command;

import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;

/** All commands but the demos, in the order in which they are listed. */
public final class Commands {
  /** How a command is made when it is asked for. */
  interface Maker {
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
    /** What they reach of each other, and who reaches them. */
    NETWORKS("Connect containers"),
    /** What it is made of. */
    IMAGES("Make and keep images"),
    /** Where it runs. */
    MACHINE("Look at this machine"),
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
          "run", "create", "start", "stop", "restart", "kill", "wait", "pause", "unpause", "attach",
          "exec", "ps", "logs", "inspect", "top", "stats", "diff", "update", "rename", "rm", "cp",
          "network", "port", "commit", "images", "history", "import", "load", "save", "tag", "rmi",
          "reap", "info");

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
              global -> new RunCommand(global, System.out, System.err));
      case "create" ->
          new Entry(
              Group.LIFE,
              name,
              "make a container, to be started later",
              CreateCommand.OPTIONS,
              global -> new CreateCommand(global, System.out, System.err));
      case "start" ->
          new Entry(
              Group.LIFE,
              name,
              "start containers that do not run",
              StartCommand.OPTIONS,
              global -> new StartCommand(global, System.out, System.err));
      case "stop" ->
          new Entry(
              Group.LIFE,
              name,
              "ask containers to end",
              StopCommand.OPTIONS,
              global -> new StopCommand(global, System.out, System.err));
      case "restart" ->
          new Entry(
              Group.LIFE,
              name,
              "stop containers and start them again",
              RestartCommand.OPTIONS,
              global -> new RestartCommand(global, System.out, System.err));
      case "kill" ->
          new Entry(
              Group.LIFE,
              name,
              "send containers a signal",
              KillCommand.OPTIONS,
              global -> new KillCommand(global, System.out, System.err));
      case "wait" ->
          new Entry(
              Group.LIFE,
              name,
              "wait for the end of containers",
              WaitCommand.OPTIONS,
              global -> new WaitCommand(global, System.out, System.err));
      case "pause" ->
          new Entry(
              Group.LIFE,
              name,
              "have containers stand still",
              PauseCommand.OPTIONS,
              global -> new PauseCommand(global, System.out, System.err));
      case "unpause" ->
          new Entry(
              Group.LIFE,
              name,
              "let containers go on",
              UnpauseCommand.OPTIONS,
              global -> new UnpauseCommand(global, System.out, System.err));
      case "attach" ->
          new Entry(
              Group.INSIDE,
              name,
              "connect our stdin, stdout and stderr to a container's",
              AttachCommand.OPTIONS,
              global -> new AttachCommand(global, System.out, System.err));
      case "exec" ->
          new Entry(
              Group.INSIDE,
              name,
              "run one more command in a container",
              ExecCommand.OPTIONS,
              global -> new ExecCommand(global, System.out, System.err));
      case "ps" ->
          new Entry(
              Group.LOOK,
              name,
              "list containers",
              PsCommand.OPTIONS,
              global -> new PsCommand(global, System.out));
      case "logs" ->
          new Entry(
              Group.LOOK,
              name,
              "show what a container has written",
              LogsCommand.OPTIONS,
              global -> new LogsCommand(global, System.out, System.err));
      case "inspect" ->
          new Entry(
              Group.LOOK,
              name,
              "tell all about containers, images and networks",
              InspectCommand.OPTIONS,
              global -> new InspectCommand(global, System.out, System.err));
      case "top" ->
          new Entry(
              Group.LOOK,
              name,
              "list the processes of a container",
              TopCommand.OPTIONS,
              global -> new TopCommand(global, System.out));
      case "stats" ->
          new Entry(
              Group.LOOK,
              name,
              "show what containers use",
              StatsCommand.OPTIONS,
              global -> new StatsCommand(global, System.out));
      case "diff" ->
          new Entry(
              Group.LOOK,
              name,
              "list the files that a container has changed",
              DiffCommand.OPTIONS,
              global -> new DiffCommand(global, System.out));
      case "update" ->
          new Entry(
              Group.LIFE,
              name,
              "change the limits of containers",
              UpdateCommand.OPTIONS,
              global -> new UpdateCommand(global, System.out, System.err));
      case "rename" ->
          new Entry(
              Group.LIFE,
              name,
              "give a container another name",
              RenameCommand.OPTIONS,
              global -> new RenameCommand(global, System.out));
      case "rm" ->
          new Entry(
              Group.LIFE,
              name,
              "remove containers",
              RmCommand.OPTIONS,
              global -> new RmCommand(global, System.out, System.err));
      case "cp" ->
          new Entry(
              Group.INSIDE,
              name,
              "copy files out of a container or into it",
              CpCommand.OPTIONS,
              global -> new CpCommand(global, System.in, System.out, System.err));
      case "network" ->
          new Entry(
              Group.NETWORKS,
              name,
              "make networks and look after them",
              NetworkCommand.OPTIONS,
              global -> new NetworkCommand(global, System.out));
      case "port" ->
          new Entry(
              Group.NETWORKS,
              name,
              "tell through which ports of this host a container is reached",
              PortCommand.OPTIONS,
              global -> new PortCommand(global, System.out));
      case "commit" ->
          new Entry(
              Group.IMAGES,
              name,
              "make an image of a container",
              CommitCommand.OPTIONS,
              global -> new CommitCommand(global, System.out));
      case "images" ->
          new Entry(
              Group.IMAGES,
              name,
              "list images",
              ImagesCommand.OPTIONS,
              global -> new ImagesCommand(global, System.out));
      case "history" ->
          new Entry(
              Group.IMAGES,
              name,
              "show how an image was made",
              HistoryCommand.OPTIONS,
              global -> new HistoryCommand(global, System.out));
      case "import" ->
          new Entry(
              Group.IMAGES,
              name,
              "make an image out of a tar archive of files",
              ImportCommand.OPTIONS,
              global -> new ImportCommand(global, System.in, System.out));
      case "load" ->
          new Entry(
              Group.IMAGES,
              name,
              "take images out of an archive",
              LoadCommand.OPTIONS,
              global -> new LoadCommand(global, System.in, System.out));
      case "save" ->
          new Entry(
              Group.IMAGES,
              name,
              "put images into an archive",
              SaveCommand.OPTIONS,
              global -> new SaveCommand(global, System.out));
      case "tag" ->
          new Entry(
              Group.IMAGES,
              name,
              "give an image one more name",
              TagCommand.OPTIONS,
              global -> new TagCommand(global, System.out));
      case "rmi" ->
          new Entry(
              Group.IMAGES,
              name,
              "remove images",
              RmiCommand.OPTIONS,
              global -> new RmiCommand(global, System.out, System.err));
      case "reap" ->
          new Entry(
              Group.OWN,
              name,
              "clean up after a container: its monitor does it",
              ReapCommand.OPTIONS,
              global -> new ReapCommand(global));
      case "info" ->
          new Entry(
              Group.MACHINE,
              name,
              "tell about this machine",
              InfoCommand.OPTIONS,
              global -> new InfoCommand(global, System.out));
      default -> null;
    };
  }
}
