package mydocker.command;

import java.util.List;
import java.util.Optional;
import mydocker.cli.Command;
import mydocker.cli.GlobalOptions;
import mydocker.cli.Usage;
import mydocker.command.image.CommitCommand;
import mydocker.command.image.ImagesCommand;
import mydocker.command.image.ImportCommand;
import mydocker.command.image.RmiCommand;

/** All commands but the demos, in the order in which they are listed. */
public final class Commands {
  private Commands() {}

  public static List<Usage> all() {
    return List.of(
        RunCommand.USAGE,
        StartCommand.USAGE,
        StopCommand.USAGE,
        KillCommand.USAGE,
        WaitCommand.USAGE,
        ExecCommand.USAGE,
        PsCommand.USAGE,
        LogsCommand.USAGE,
        InspectCommand.USAGE,
        RmCommand.USAGE,
        CommitCommand.USAGE,
        ImagesCommand.USAGE,
        ImportCommand.USAGE,
        RmiCommand.USAGE,
        ReapCommand.USAGE);
  }

  /** Makes the one of a name, if there is one; the classes of the others are not loaded for it. */
  public static Optional<Command> find(String name, GlobalOptions global) {
    Command command =
        switch (name) {
          case "run" -> new RunCommand(global, System.out, System.err);
          case "start" -> new StartCommand(global, System.out, System.err);
          case "stop" -> new StopCommand(global, System.out, System.err);
          case "kill" -> new KillCommand(global, System.out, System.err);
          case "wait" -> new WaitCommand(global, System.out, System.err);
          case "exec" -> new ExecCommand(global, System.out, System.err);
          case "ps" -> new PsCommand(global, System.out, System.err);
          case "logs" -> new LogsCommand(global, System.out, System.err);
          case "inspect" -> new InspectCommand(global, System.out, System.err);
          case "rm" -> new RmCommand(global, System.out, System.err);
          case "commit" -> new CommitCommand(global, System.out, System.err);
          case "images" -> new ImagesCommand(global, System.out, System.err);
          case "import" -> new ImportCommand(global, System.out, System.err);
          case "rmi" -> new RmiCommand(global, System.out, System.err);
          case "reap" -> new ReapCommand(global, System.out, System.err);
          default -> null;
        };
    return Optional.ofNullable(command);
  }
}
