package mydocker.command;

import java.util.List;
import java.util.Optional;
import mydocker.cli.Command;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Usage;
import mydocker.command.image.CommitCommand;
import mydocker.command.image.HistoryCommand;
import mydocker.command.image.ImagesCommand;
import mydocker.command.image.ImportCommand;
import mydocker.command.image.LoadCommand;
import mydocker.command.image.RmiCommand;
import mydocker.command.image.SaveCommand;
import mydocker.command.image.TagCommand;
import mydocker.command.network.NetworkCommand;

/** All commands but the demos, in the order in which they are listed. */
public final class Commands {
  private Commands() {}

  public static List<Usage> all() {
    return List.of(
        RunCommand.USAGE,
        CreateCommand.USAGE,
        StartCommand.USAGE,
        StopCommand.USAGE,
        RestartCommand.USAGE,
        KillCommand.USAGE,
        WaitCommand.USAGE,
        PauseCommand.USAGE,
        UnpauseCommand.USAGE,
        UpdateCommand.USAGE,
        RenameCommand.USAGE,
        AttachCommand.USAGE,
        ExecCommand.USAGE,
        PsCommand.USAGE,
        LogsCommand.USAGE,
        InspectCommand.USAGE,
        TopCommand.USAGE,
        StatsCommand.USAGE,
        DiffCommand.USAGE,
        RmCommand.USAGE,
        CpCommand.USAGE,
        NetworkCommand.USAGE,
        PortCommand.USAGE,
        CommitCommand.USAGE,
        ImagesCommand.USAGE,
        HistoryCommand.USAGE,
        ImportCommand.USAGE,
        LoadCommand.USAGE,
        SaveCommand.USAGE,
        TagCommand.USAGE,
        RmiCommand.USAGE,
        InfoCommand.USAGE,
        ReapCommand.USAGE);
  }

  /** Makes the one of a name, if there is one; the classes of the others are not loaded for it. */
  public static Optional<Command> find(String name, GlobalOptions global) {
    Command command =
        switch (name) {
          case "run" -> new RunCommand(global, System.out, System.err);
          case "create" -> new CreateCommand(global, System.out, System.err);
          case "start" -> new StartCommand(global, System.out, System.err);
          case "stop" -> new StopCommand(global, System.out, System.err);
          case "restart" -> new RestartCommand(global, System.out, System.err);
          case "kill" -> new KillCommand(global, System.out, System.err);
          case "wait" -> new WaitCommand(global, System.out, System.err);
          case "pause" -> new PauseCommand(global, System.out, System.err);
          case "unpause" -> new UnpauseCommand(global, System.out, System.err);
          case "attach" -> new AttachCommand(global, System.out, System.err);
          case "exec" -> new ExecCommand(global, System.out, System.err);
          case "ps" -> new PsCommand(global, System.out, System.err);
          case "logs" -> new LogsCommand(global, System.out, System.err);
          case "inspect" -> new InspectCommand(global, System.out, System.err);
          case "top" -> new TopCommand(global, System.out, System.err);
          case "stats" -> new StatsCommand(global, System.out, System.err);
          case "diff" -> new DiffCommand(global, System.out, System.err);
          case "update" -> new UpdateCommand(global, System.out, System.err);
          case "rename" -> new RenameCommand(global, System.out, System.err);
          case "rm" -> new RmCommand(global, System.out, System.err);
          case "cp" -> new CpCommand(global, System.in, System.out, System.err);
          case "network" -> new NetworkCommand(global, System.out, System.err);
          case "port" -> new PortCommand(global, System.out, System.err);
          case "commit" -> new CommitCommand(global, System.out, System.err);
          case "images" -> new ImagesCommand(global, System.out, System.err);
          case "history" -> new HistoryCommand(global, System.out, System.err);
          case "import" -> new ImportCommand(global, System.in, System.out, System.err);
          case "load" -> new LoadCommand(global, System.in, System.out, System.err);
          case "save" -> new SaveCommand(global, System.out, System.err);
          case "tag" -> new TagCommand(global, System.out, System.err);
          case "rmi" -> new RmiCommand(global, System.out, System.err);
          case "reap" -> new ReapCommand(global, System.out, System.err);
          case "info" -> new InfoCommand(global, System.out, System.err);
          default -> null;
        };
    return Optional.ofNullable(command);
  }
}
