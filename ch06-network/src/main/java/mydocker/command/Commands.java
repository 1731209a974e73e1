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

  private static final List<Entry> ALL =
      List.of(
          new Entry(
              Group.LIFE,
              "run",
              "run a command in a new container",
              RunCommand.OPTIONS,
              global -> new RunCommand(global, OUT, ERR)),
          new Entry(
              Group.LIFE,
              "create",
              "make a container, to be started later",
              CreateCommand.OPTIONS,
              global -> new CreateCommand(global, OUT, ERR)),
          new Entry(
              Group.LIFE,
              "start",
              "start containers that do not run",
              StartCommand.OPTIONS,
              global -> new StartCommand(global, OUT, ERR)),
          new Entry(
              Group.LIFE,
              "stop",
              "ask containers to end",
              StopCommand.OPTIONS,
              global -> new StopCommand(global, OUT, ERR)),
          new Entry(
              Group.LIFE,
              "restart",
              "stop containers and start them again",
              RestartCommand.OPTIONS,
              global -> new RestartCommand(global, OUT, ERR)),
          new Entry(
              Group.LIFE,
              "kill",
              "send containers a signal",
              KillCommand.OPTIONS,
              global -> new KillCommand(global, OUT, ERR)),
          new Entry(
              Group.LIFE,
              "wait",
              "wait for the end of containers",
              WaitCommand.OPTIONS,
              global -> new WaitCommand(global, OUT, ERR)),
          new Entry(
              Group.LIFE,
              "pause",
              "have containers stand still",
              PauseCommand.OPTIONS,
              global -> new PauseCommand(global, OUT, ERR)),
          new Entry(
              Group.LIFE,
              "unpause",
              "let containers go on",
              UnpauseCommand.OPTIONS,
              global -> new UnpauseCommand(global, OUT, ERR)),
          new Entry(
              Group.INSIDE,
              "attach",
              "connect our stdin, stdout and stderr to a container's",
              AttachCommand.OPTIONS,
              global -> new AttachCommand(global, OUT, ERR)),
          new Entry(
              Group.INSIDE,
              "exec",
              "run one more command in a container",
              ExecCommand.OPTIONS,
              global -> new ExecCommand(global, OUT, ERR)),
          new Entry(
              Group.LOOK,
              "ps",
              "list containers",
              PsCommand.OPTIONS,
              global -> new PsCommand(global, OUT)),
          new Entry(
              Group.LOOK,
              "logs",
              "show what a container has written",
              LogsCommand.OPTIONS,
              global -> new LogsCommand(global, OUT, ERR)),
          new Entry(
              Group.LOOK,
              "inspect",
              "tell all about containers, images and networks",
              InspectCommand.OPTIONS,
              global -> new InspectCommand(global, OUT, ERR)),
          new Entry(
              Group.LOOK,
              "top",
              "list the processes of a container",
              TopCommand.OPTIONS,
              global -> new TopCommand(global, OUT)),
          new Entry(
              Group.LOOK,
              "stats",
              "show what containers use",
              StatsCommand.OPTIONS,
              global -> new StatsCommand(global, OUT)),
          new Entry(
              Group.LOOK,
              "diff",
              "list the files that a container has changed",
              DiffCommand.OPTIONS,
              global -> new DiffCommand(global, OUT)),
          new Entry(
              Group.LIFE,
              "update",
              "change the limits of containers",
              UpdateCommand.OPTIONS,
              global -> new UpdateCommand(global, OUT, ERR)),
          new Entry(
              Group.LIFE,
              "rename",
              "give a container another name",
              RenameCommand.OPTIONS,
              global -> new RenameCommand(global, OUT)),
          new Entry(
              Group.LIFE,
              "rm",
              "remove containers",
              RmCommand.OPTIONS,
              global -> new RmCommand(global, OUT, ERR)),
          new Entry(
              Group.INSIDE,
              "cp",
              "copy files out of a container or into it",
              CpCommand.OPTIONS,
              global -> new CpCommand(global, IN, OUT, ERR)),
          new Entry(
              Group.NETWORKS,
              "network",
              "make networks and look after them",
              NetworkCommand.OPTIONS,
              global -> new NetworkCommand(global, OUT)),
          new Entry(
              Group.NETWORKS,
              "port",
              "tell through which ports of this host a container is reached",
              PortCommand.OPTIONS,
              global -> new PortCommand(global, OUT)),
          new Entry(
              Group.IMAGES,
              "commit",
              "make an image of a container",
              CommitCommand.OPTIONS,
              global -> new CommitCommand(global, OUT)),
          new Entry(
              Group.IMAGES,
              "images",
              "list images",
              ImagesCommand.OPTIONS,
              global -> new ImagesCommand(global, OUT)),
          new Entry(
              Group.IMAGES,
              "history",
              "show how an image was made",
              HistoryCommand.OPTIONS,
              global -> new HistoryCommand(global, OUT)),
          new Entry(
              Group.IMAGES,
              "import",
              "make an image out of a tar archive of files",
              ImportCommand.OPTIONS,
              global -> new ImportCommand(global, IN, OUT)),
          new Entry(
              Group.IMAGES,
              "load",
              "take images out of an archive",
              LoadCommand.OPTIONS,
              global -> new LoadCommand(global, IN, OUT)),
          new Entry(
              Group.IMAGES,
              "save",
              "put images into an archive",
              SaveCommand.OPTIONS,
              global -> new SaveCommand(global, OUT)),
          new Entry(
              Group.IMAGES,
              "tag",
              "give an image one more name",
              TagCommand.OPTIONS,
              global -> new TagCommand(global, OUT)),
          new Entry(
              Group.IMAGES,
              "rmi",
              "remove images",
              RmiCommand.OPTIONS,
              global -> new RmiCommand(global, OUT, ERR)),
          new Entry(
              Group.OWN,
              "reap",
              "clean up after a container: its monitor does it",
              ReapCommand.OPTIONS,
              global -> new ReapCommand(global)),
          new Entry(
              Group.MACHINE,
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
